import { type Content } from "./wire/message";
/** The content of `kernel_info_reply`. */
export declare const kernelInfo: Content;
