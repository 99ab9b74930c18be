import { readFileSync } from 'node:fs';

let descriptors: Uint8Array | undefined;

/** FileDescriptorSet of the whole of `proto/`, for gRPC reflection. */
export function protoDescriptors(): Uint8Array {
  descriptors ??= readFileSync(new URL('./generated/descriptors.binpb', import.meta.url));
  return descriptors;
}
