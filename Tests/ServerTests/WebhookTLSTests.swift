import APIKeys
import HTTPTypes
import Hummingbird
import HummingbirdTLS
import HummingbirdTesting
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization
import Testing

@testable import Catalog
@testable import Server

/// A receiver over TLS, whose certificate is for hooks.invalid: a name that nobody but the test resolves.
@Suite struct WebhookTLSTests {
    @Test func theCertificateIsCheckedAgainstTheNameThoughTheConnectionGoesToAnAddress() async throws {
        let outcome = try await Self.send(to: "hooks.invalid", trusting: [Self.certificate()])
        #expect(outcome == .answered(status: 200, excerpt: "for hooks.invalid"))
    }

    @Test func aCertificateForAnotherNameIsNotTrusted() async throws {
        let outcome = try await Self.send(to: "other.invalid", trusting: [Self.certificate()])
        guard case .unanswered(let why) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(why.hasPrefix("other.invalid could not be trusted"))
    }

    @Test func aCertificateOfNoKnownAuthorityIsNotTrusted() async throws {
        let outcome = try await Self.send(to: "hooks.invalid", trusting: nil)
        guard case .unanswered(let why) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(why.hasPrefix("hooks.invalid could not be trusted"))
    }

    /// - Parameter trusting: the roots; `nil` for those of the system.
    private static func send(to host: String, trusting roots: [NIOSSLCertificate]?) async throws -> AttemptOutcome {
        let router = Router()
        router.post("/") { request, _ in "for \(request.head.authority?.split(separator: ":").first ?? "")" }
        let tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: [.certificate(try certificate())],
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(keyPEM.utf8), format: .pem)))
        let outcome = Mutex(AttemptOutcome.interrupted)
        let application = Application(router: router, server: try .tls(.http1(), tlsConfiguration: tls))
        try await application.test(.live) { client in
            let url = try WebhookURL("https://\(host):\(try #require(client.port))/")
            let secret = WebhookSecret(key: [1, 2, 3])
            let webhook = Webhook(
                id: 1, organization: 1, url: url, events: .all, createdAt: now, createdBy: "ann", removed: nil)
            let attempt = WebhookAttempt(
                delivery: 1, number: 1, webhook: webhook, message: WebhookMessage(id: "msg_1", type: "x", body: "{}"),
                secret: secret, isIntact: true)
            let sender = WebhookSender(
                rule: WebhookAddressRule(allowing: [AddressRange("127.0.0.1")].compactMap { $0 }),
                resolver: HostResolver { _ in [IPAddress("127.0.0.1")].compactMap { $0 } },
                group: MultiThreadedEventLoopGroup.singleton, trustRoots: roots.map { .certificates($0) } ?? .default)
            let result = await sender.send(attempt, at: now)
            outcome.withLock { $0 = result }
        }
        return outcome.withLock { $0 }
    }

    private static let now = Timestamp(milliseconds: 1_800_000_000_000)

    private static func certificate() throws -> NIOSSLCertificate {
        try NIOSSLCertificate(bytes: Array(certificatePEM.utf8), format: .pem)
    }

    /// Signed by itself, from 2020 to 2120. The key opens nothing but this test.
    private static let certificatePEM = """
        -----BEGIN CERTIFICATE-----
        MIIBTjCB9KADAgECAgEBMAoGCCqGSM49BAMCMBgxFjAUBgNVBAMMDWhvb2tzLmlu
        dmFsaWQwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBgxFjAUBgNV
        BAMMDWhvb2tzLmludmFsaWQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT2iFBV
        0mM1YCt2ytm7/W8jnMMYVveXvcYZN4Gak0F7qUKPtfeST4b07D2z6xttsqBtza1a
        c2jPXXnc8O9uA53Foy0wKzAYBgNVHREEETAPgg1ob29rcy5pbnZhbGlkMA8GA1Ud
        EwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAKls+ARFxWP6wESFYQYk8gWw
        upWDGEPV1P381bgVHOWPAiEAgqQRJ9Kc/8DmQorIHnc1tfPHqyHmx/mPErNLvVDB
        1Fs=
        -----END CERTIFICATE-----
        """

    private static let keyPEM = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmZXXbgb9AmP74UHE
        +9EPjcAHsab1nrQNFI/nDqcx+QGhRANCAAT2iFBV0mM1YCt2ytm7/W8jnMMYVveX
        vcYZN4Gak0F7qUKPtfeST4b07D2z6xttsqBtza1ac2jPXXnc8O9uA53F
        -----END PRIVATE KEY-----
        """
}
