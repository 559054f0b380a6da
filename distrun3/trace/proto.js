"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.encodeSavedModel = encodeSavedModel;
/** The few messages of TensorFlow's SavedModel format that a graph needs (tensorflow/core/protobuf/saved_model.proto and what it includes). */
const protobufjs_1 = __importDefault(require("protobufjs"));
const root = protobufjs_1.default.parse(`
  syntax = "proto3";
  message SavedModel { int64 saved_model_schema_version = 1; repeated MetaGraph meta_graphs = 2; }
  message MetaGraph { MetaInfo meta_info_def = 1; Graph graph_def = 2; }
  message MetaInfo { repeated string tags = 4; string tensorflow_version = 5; }
  message Graph { repeated Node node = 1; Versions versions = 4; }
  message Versions { int32 producer = 1; int32 min_consumer = 2; }
  message Node { string name = 1; string op = 2; repeated string input = 3; string device = 4; map<string, Attr> attr = 5; }
  message Attr { oneof value { List list = 1; bytes s = 2; int64 i = 3; float f = 4; bool b = 5; int32 type = 6; Shape shape = 7; Tensor tensor = 8; } }
  message List { repeated bytes s = 2; repeated int64 i = 3; repeated float f = 4; repeated bool b = 5; repeated int32 type = 6; repeated Shape shape = 7; }
  message Shape { repeated Dim dim = 2; bool unknown_rank = 3; }
  message Dim { int64 size = 1; }
  message Tensor { int32 dtype = 1; Shape tensor_shape = 2; bytes tensor_content = 4; }
`).root;
const SavedModel = root.lookupType("SavedModel");
/** The GraphDef version that TensorFlow 2.x writes; older readers are not served. */
const PRODUCER = 1087;
/** The bytes of saved_model.pb with one graph, tagged `serve`. */
function encodeSavedModel(node) {
    const message = {
        savedModelSchemaVersion: 1,
        metaGraphs: [{ metaInfoDef: { tags: ["serve"], tensorflowVersion: "2.21.0" }, graphDef: { node, versions: { producer: PRODUCER } } }],
    };
    return SavedModel.encode(SavedModel.create(message)).finish();
}
//# sourceMappingURL=proto.js.map