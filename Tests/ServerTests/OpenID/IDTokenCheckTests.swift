import APIKeys
import Crypto
import Foundation
import Testing

@testable import Server

@Suite struct IDTokenCheckTests {
    private static let second: Int64 = 1_800_000_000
    private static let key = ProviderKey(id: "k1")

    /// What is changed in a good token, and what is then found.
    struct Change: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let fault: IDTokenFault?
        let change: @Sendable (inout TestToken) -> Void

        init(_ name: String, _ fault: IDTokenFault?, _ change: @escaping @Sendable (inout TestToken) -> Void) {
            testDescription = name
            self.fault = fault
            self.change = change
        }
    }

    private static let changes = [
        Change("none", nil) { _ in },
        Change("another issuer", .issuer) { $0.claims["iss"] = "\"https://evil.example\"" },
        Change("an issuer with a slash more", .issuer) { $0.claims["iss"] = "\"\(TestToken.issuer)/\"" },
        Change("for another client", .audience) { $0.claims["aud"] = "\"other\"" },
        Change("for nobody", .audience) { $0.claims["aud"] = "[]" },
        Change("for two, and not said to whom it was given", .audience) { $0.claims["aud"] = "[\"latchkey\",\"other\"]" },
        Change("for two, given to us", nil) {
            $0.claims["aud"] = "[\"other\",\"latchkey\"]"
            $0.claims["azp"] = "\"latchkey\""
        },
        Change("given to another client", .audience) { $0.claims["azp"] = "\"other\"" },
        Change("expired", .expired) { $0.claims["exp"] = "\(second - 61)" },
        Change("expired within what clocks differ", nil) { $0.claims["exp"] = "\(second - 59)" },
        Change("without an end", .signature) { $0.claims["exp"] = nil },
        Change("with a fraction of a second", nil) { $0.claims["exp"] = "\(second + 1).5" },
        Change("from tomorrow", .issuedAt) { $0.claims["iat"] = "\(second + 61)" },
        Change("from long ago", .issuedAt) { $0.claims["iat"] = "\(second - 3601)" },
        Change("not yet valid", .issuedAt) { $0.claims["nbf"] = "\(second + 61)" },
        Change("of another sign-in", .nonce) { $0.claims["nonce"] = "\"m\"" },
        Change("of no sign-in", .nonce) { $0.claims["nonce"] = nil },
        Change("about nobody", .subject) { $0.claims["sub"] = "\"\"" },
        Change("about somebody with a long name", .subject) { $0.claims["sub"] = "\"\(String(repeating: "x", count: 256))\"" },
        Change("unsigned", .algorithm("none")) { $0.header["alg"] = "\"none\"" },
        Change("unsigned, in other letters", .algorithm("NONE")) { $0.header["alg"] = "\"NONE\"" },
        Change("signed with a shared secret", .algorithm("HS256")) { $0.header["alg"] = "\"HS256\"" },
        Change("signed in another way than the key", .unknownKey("k1")) { $0.header["alg"] = "\"ES384\"" },
        Change("signed with a key of another kind", .unknownKey("k1")) { $0.header["alg"] = "\"RS256\"" },
        Change("signed with a key that is not there", .unknownKey("k2")) { $0.header["kid"] = "\"k2\"" },
        Change("without a key's name", nil) { $0.header["kid"] = nil },
        Change("with an extension that must be understood", .extensions) { $0.header["crit"] = "[\"exp\"]" },
        Change("without an algorithm", .malformed) { $0.header["alg"] = nil },
    ]

    @Test(arguments: changes)
    func aTokenIsBelievedOnlyWhenAllOfItIsRight(change: Change) async throws {
        var token = TestToken(at: Self.second)
        change.change(&token)
        #expect(await Self.fault(try token.signed(by: Self.key)) == change.fault)
    }

    @Test func whatIsSignedByAnotherKeyOfTheSameNameIsNotBelieved() async throws {
        let evil = ProviderKey(id: "k1")
        #expect(await Self.fault(try TestToken(at: Self.second).signed(by: evil)) == .signature)
        // Nor when the token brings that key along.
        var token = TestToken(at: Self.second)
        token.header["jwk"] = TestToken.json(evil.published)
        token.header["jku"] = "\"https://evil.example/keys\""
        #expect(await Self.fault(try token.signed(by: evil)) == .signature)
    }

    @Test func thePublicKeyIsNoSharedSecret() async throws {
        var token = TestToken(at: Self.second)
        for (algorithm, secret) in [("HS256", TestToken.json(Self.key.published)), ("ES256", TestToken.json(Self.key.published))]
        {
            token.header["alg"] = "\"\(algorithm)\""
            let forged = token.text { text in
                Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(secret.utf8))))
            }
            #expect(await Self.fault(forged) == (algorithm == "HS256" ? .algorithm("HS256") : .signature))
        }
    }

    @Test func aTokenThatWasChangedIsNotBelieved() async throws {
        let token = TestToken(at: Self.second)
        var other = token
        other.claims["sub"] = "\"u-2\""
        let parts = try token.signed(by: Self.key).split(separator: ".").map(String.init)
        let changed = try other.signed(by: Self.key).split(separator: ".").map(String.init)
        #expect(await Self.fault("\(parts[0]).\(changed[1]).\(parts[2])") == .signature)
        #expect(await Self.fault("\(parts[0]).\(parts[1]).") == .signature)
        for text in ["", ".", "..", "a.b.c", "\(parts[0]).\(parts[1])", "\(parts.joined(separator: ".")).x", "e30.e30.e30"] {
            #expect(await Self.fault(text) == .malformed)
        }
        #expect(await Self.fault(parts.joined(separator: ".") + String(repeating: "A", count: 70_000)) == .malformed)
    }

    @Test func keysOfOtherKindsAndForOtherUsesAreLeftOut() async throws {
        let token = try TestToken(at: Self.second).signed(by: Self.key)
        var encrypting = Self.key.published
        encrypting["use"] = "\"enc\""
        #expect(await Self.fault(token, keys: [encrypting]) == .unknownKey("k1"))
        let others = [
            ["kty": "\"oct\"", "k": "\"AAAA\"", "kid": "\"k1\""], ["kty": "\"RSA\"", "alg": "\"RSA-OAEP-256\"", "kid": "\"k1\""],
            ["kty": "\"EC\"", "crv": "\"secp256k1\"", "kid": "\"k1\""], ["kid": "7"],
        ]
        #expect(await Self.fault(token, keys: others + [Self.key.published]) == nil)
        #expect(throws: (any Error).self) { try ProviderKeys(Array("{}".utf8)) }
    }

    private static func fault(_ token: String, keys: [[String: String]] = [key.published]) async -> IDTokenFault? {
        do {
            let keys = try ProviderKeys(TestToken.keySet(keys))
            let now = Timestamp(milliseconds: second * 1000)
            let claims = try await IDTokenCheck(issuer: TestToken.issuer, clientID: TestToken.client)
                .verify(token, nonce: "n", keys: keys, at: now)
            #expect(claims.sub == "u-1" && claims.email == "ann@northwind.example" && claims.emailVerified?.value == true)
            return nil
        } catch let fault as IDTokenFault {
            return fault
        } catch {
            Issue.record("\(error)")
            return nil
        }
    }
}
