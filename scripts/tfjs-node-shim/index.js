// One TensorFlow a process: whoever asks for tfjs-node gets the TensorFlow.js that this project chose.
// The native backend registers itself there when src/backend loads it; where it cannot run, this still works.
module.exports = require("@tensorflow/tfjs");
