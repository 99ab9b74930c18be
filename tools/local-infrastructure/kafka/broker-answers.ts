import { type Address, answersOn } from '../process/answers.ts';

const API_VERSIONS = 18;

/** Whether a broker answers an ApiVersions request (version 0); one that has not caught up with its controller yet does not. */
export function brokerAnswers(address: Address): Promise<boolean> {
  const request = Buffer.alloc(14);
  request.writeInt32BE(10, 0);
  request.writeInt16BE(API_VERSIONS, 4);
  request.writeInt16BE(0, 6);
  request.writeInt32BE(1, 8);
  // A null client id.
  request.writeInt16BE(-1, 12);
  return answersOn(address, request);
}
