/** The wheels that TensorFlow's library comes from, each pinned by version and SHA-256. */

export const TENSORFLOW_VERSION = "2.21.0";

// The CUDA wheels are those of TensorFlow's extra "and-cuda", at the newest release of CUDA 12.
// Columns: variant, processor, package, version, platform, megabytes, SHA-256.
const TABLE = `
cpu x64   tensorflow-cpu           2.21.0     manylinux_2_27_x86_64  274 dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb
cpu arm64 tensorflow               2.21.0     manylinux_2_27_aarch64 282 b07d15737406533898e36c7ef7944b1be18e9028dc521b9229952c537bbc5552
gpu x64   tensorflow               2.21.0     manylinux_2_27_x86_64  573 b3b95643c4e70eb925839938fb35cbe142f317ec84af6844ee61513713bb13c0
gpu x64   nvidia-cublas-cu12       12.9.3.13  manylinux_2_27_x86_64  581 d7d51055f161b317c7105ddaae90e71eda059026074ffef93cf7cde2886bfe72
gpu x64   nvidia-cuda-cupti-cu12   12.9.79    manylinux_2_25_x86_64   11 096bcf334f13e1984ba36685ad4c1d6347db214de03dbb6eebb237b41d9d934f
gpu x64   nvidia-cuda-nvcc-cu12    12.9.86    manylinux2010_x86_64    41 5d6a0d32fdc7ea39917c20065614ae93add6f577d840233237ff08e9a38f58f0
gpu x64   nvidia-cuda-nvrtc-cu12   12.9.86    manylinux2010_x86_64    90 210cf05005a447e29214e9ce50851e83fc5f4358df8b453155d5e1918094dcb4
gpu x64   nvidia-cuda-runtime-cu12 12.9.79    manylinux2014_x86_64     3 25bba2dfb01d48a9b59ca474a1ac43c6ebf7011f1b0b8cc44f54eb6ac48a96c3
gpu x64   nvidia-cudnn-cu12        9.28.0.42  manylinux_2_27_x86_64  717 9ff58b7f36dacd0a93e89f8f2957b52466889217963701daa15e577317cfa375
gpu x64   nvidia-cufft-cu12        11.4.1.4   manylinux2014_x86_64   201 c67884f2a7d276b4b80eb56a79322a95df592ae5e765cf1243693365ccab4e28
gpu x64   nvidia-curand-cu12       10.3.10.19 manylinux_2_27_x86_64   68 49b274db4780d421bd2ccd362e1415c13887c53c214f0d4b761752b8f9f6aa1e
gpu x64   nvidia-cusolver-cu12     11.7.5.82  manylinux_2_27_x86_64  338 15da72d1340d29b5b3cf3fd100e3cd53421dde36002eda6ed93811af63c40d88
gpu x64   nvidia-cusparse-cu12     12.5.10.65 manylinux2014_x86_64   366 73060ce019ac064a057267c585bf1fd5a353734151f87472ff02b2c5c9984e78
gpu x64   nvidia-nccl-cu12         2.32.3     manylinux_2_27_x86_64  352 bb94b2348e4861d5e8aa00b36c3d12d9bdf9c6369b82cbb723de0b582280a21c
gpu x64   nvidia-nvjitlink-cu12    12.9.86    manylinux2010_x86_64    40 e3f1171dbdc83c5932a45f0f4c99180a70de9bd2718c1ab77d14104f6d7147f9
`;

const WHEELS = TABLE.trim()
  .split("\n")
  .map((line) => {
    const [variant, arch, name, version, platform, megabytes, sha256] = line.split(/ +/);
    return { variant, arch, name, version, platform, megabytes: Number(megabytes), sha256 };
  });

/**
 * The wheels of a variant, TensorFlow's own first.
 * @param {"cpu" | "gpu"} variant
 * @param {string} arch as Node names processors: x64, arm64
 */
export const wheelsOf = (variant, arch) => WHEELS.filter((wheel) => wheel.variant === variant && wheel.arch === arch);
