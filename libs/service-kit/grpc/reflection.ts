import type { Server } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';

/** Has the server tell callers what there is to call. `descriptors`: FileDescriptorSet. */
export function addReflection(server: Server, descriptors: Uint8Array): void {
  new ReflectionService(loadFileDescriptorSetFromBuffer(Buffer.from(descriptors))).addToServer(server);
}
