/** The networks of the ImageNet years: built, counted, and turned into days of training. */
export { classScores } from "./class-scores";
export { countModel, countNetwork, type NetworkCount } from "./count";
export { buildImagenetNetwork, IMAGENET_NAMES, type ImagenetName } from "./networks";
export { measureOwnRate, type OwnRate, type OwnRateOptions, type Rate } from "./own-rate";
export { epochsIn, impliedUtilisation, type Machine, PASSES, type Training, trainingDays, trainingOperations } from "./training-days";
