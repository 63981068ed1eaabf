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

/** Of the names that the test says, in its order. */
const here = [
  `-----BEGIN CERTIFICATE-----
MIIBlzCCAT6gAwIBAgIUT6aoLrmW9j6BB6wKSgW42LFCoOIwCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBeDAgFw0yNjExMjIxMDEyNTdaGA8yMTI2MTAyOTEwMTI1N1ow
DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJ6IabfD1xYn
pjnlQnH9GPGbErM+Srgkmfh0ZcjmuqzlSiLrYhbRMlyVcZvH9HU6VzZ/ECMGfvES
85uhedTuKlejfDB6MB0GA1UdDgQWBBSZaCh3AaNvmlZ91PRmmyMFFJN9UzAfBgNV
HSMEGDAWgBSZaCh3AaNvmlZ91PRmmyMFFJN9UzAPBgNVHRMBAf8EBTADAQH/MCcG
A1UdEQQgMB6CCWxvY2FsaG9zdIIRZnouZXhhbXBsZS5nb3YuY24wCgYIKoZIzj0E
AwIDRwAwRAIgPM9DqWKp8CpcRAsljpHyrG/f0TySpINgzJNRpgyh3/4CIG7n/UNX
FRK1q1oqX6y0PdkQYnOR/7LzmakkrhsTEu7R
-----END CERTIFICATE-----`,
  `-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIUDVj/ZfxE5eoQQlaFUTbpCroMFJowCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBeDAgFw0yNjExMjIxMDEyNTdaGA8yMTI2MTAyOTEwMTI1N1ow
DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABD26qNemoEkD
osNWTZS34TO4jP+OGz6xXvHfCga/pgPTMOM/BO4Cn1zvLBwW0x9yOfyAk+NRMfxs
F6IQc9CjCfKjbzBtMB0GA1UdDgQWBBQi3+NtQZceI8+ZQDeEo1wkpLmj2TAfBgNV
HSMEGDAWgBQi3+NtQZceI8+ZQDeEo1wkpLmj2TAPBgNVHRMBAf8EBTADAQH/MBoG
A1UdEQQTMBGCCWxvY2FsaG9zdIcECgAABTAKBggqhkjOPQQDAgNIADBFAiAomY7I
kAS9sSReQdAG77khRqkLlyTGwh1JBif/cDnLJAIhANnrapv07N05Q1KxyHD6sdt+
N2I+Gsn/tINahf+i3iFk
-----END CERTIFICATE-----`,
  `-----BEGIN CERTIFICATE-----
MIIBizCCATCgAwIBAgIUJhP6KZtEcQvIQikPkxye3KI+GVwwCgYIKoZIzj0EAwIw
DDEKMAgGA1UEAwwBeDAgFw0yNjExMjIxMDEyNTdaGA8yMTI2MTAyOTEwMTI1N1ow
DDEKMAgGA1UEAwwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAOZrNO6W1I/
GcQyJWARE8uPnmYKzMbNV85bsV4TOg8Tp7DPnr2kt5qgAaqJ7fX7/oaTDW393H/q
AUdbGXwii1ajbjBsMB0GA1UdDgQWBBQtrOrB5RsGilyMWLfO9I0SRVZNKDAfBgNV
HSMEGDAWgBQtrOrB5RsGilyMWLfO9I0SRVZNKDAPBgNVHRMBAf8EBTADAQH/MBkG
A1UdEQQSMBCCDmZ6Ki5leGFtcGxlLmNuMAoGCCqGSM49BAMCA0kAMEYCIQCY9jGV
GbgV/lnDYs5SWj+VoyJhoWsnq/WoAw2dN7KKhwIhAL/Mq1qpoCllF4DarSotRd9g
so6EcIoKbOfIy2BaQsMJ
-----END CERTIFICATE-----`,
] as const;

describe('the host that people open', () => {
  test('is the one the server listens on', () => {
    expect(hostToOpen('127.0.0.1')).toBe('127.0.0.1');
    expect(hostToOpen('lanzha.example', cert, ['10.0.0.9'])).toBe('lanzha.example');
  });

  test.each(['0.0.0.0', '::'])('of one that listens everywhere (%s) is a name of the certificate', (host) => {
    expect(hostToOpen(host, cert, ['10.0.0.9'])).toBe('lanzha.example');
  });

  test.each([
    ['localhost, fz.example.gov.cn', here[0], 'fz.example.gov.cn'],
    ['localhost, 10.0.0.5', here[1], '10.0.0.9'],
    ['fz*.example.cn', here[2], '10.0.0.9'],
  ])('is no name that nobody else can open (%s)', (_names, pem, host) => {
    expect(hostToOpen('0.0.0.0', pem, ['10.0.0.9'])).toBe(host);
  });

  test('without a certificate is its address in the network, and without a network this machine', () => {
    expect(hostToOpen('0.0.0.0', undefined, ['10.0.0.9', '10.0.1.9'])).toBe('10.0.0.9');
    expect(hostToOpen('0.0.0.0', undefined, [])).toBe('localhost');
  });
});
