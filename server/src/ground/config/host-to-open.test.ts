import { describe, expect, test } from 'vitest';
import { hostToOpen } from './index.ts';

/** Of `*.fanzha.example`, `lanzha.example` and 10.0.0.8. */
const cert = `-----BEGIN CERTIFICATE-----
MIIBpDCCAUqgAwIBAgIUNdoDv0mCWf2mguCxseVqs1kv8EswCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBeDAgFw0yNjExMjIwOTE3NDZaGA8yMTI2MTAyOTA5MTc0Nlow
DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABEizd/zOfqZi
c/fQfZ0jiZd7f9d0ciNpj79v7FIFNnaq2cwfoxrYgopj9tOmdzZdPQSxzfn6UmFD
biV3Ho8w+NujgYcwgYQwHQYDVR0OBBYEFGmlAZG4IeN+hhFemh+5KSm9UtKXMB8G
A1UdIwQYMBaAFGmlAZG4IeN+hhFemh+5KSm9UtKXMA8GA1UdEwEB/wQFMAMBAf8w
MQYDVR0RBCowKIIQKi5mYW56aGEuZXhhbXBsZYIObGFuemhhLmV4YW1wbGWHBAoA
AAgwCgYIKoZIzj0EAwIDSAAwRQIgKTw57vhQ2QwphJ7OHEuejodkMQwnmp8uefrT
nXBUzosCIQC4QGXIdQYhotC6HXn1AGplK8JyhKeHOyHyGX9NBocWkQ==
-----END CERTIFICATE-----`;

describe('the host that people open', () => {
  test('is the one the server listens on', () => {
    expect(hostToOpen('127.0.0.1')).toBe('127.0.0.1');
    expect(hostToOpen('lanzha.example', cert, ['10.0.0.9'])).toBe('lanzha.example');
  });

  test.each(['0.0.0.0', '::'])('of one that listens everywhere (%s) is a name of the certificate', (host) => {
    expect(hostToOpen(host, cert, ['10.0.0.9'])).toBe('lanzha.example');
  });

  test('without a certificate is its address in the network, and without a network this machine', () => {
    expect(hostToOpen('0.0.0.0', undefined, ['10.0.0.9', '10.0.1.9'])).toBe('10.0.0.9');
    expect(hostToOpen('0.0.0.0', undefined, [])).toBe('localhost');
  });
});
