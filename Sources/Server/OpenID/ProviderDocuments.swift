internal import APIKeys
internal import Catalog

/// What the provider says of itself, and its keys.
struct ProviderDocuments: Sendable {
    /// Keys that a provider has taken back are believed for no longer than this.
    static let kept = Duration.seconds(3600)
    /// Tokens that name made-up keys do not make this server ask more often.
    static let keysInterval = Duration.seconds(60)

    private let issuer: String
    private let transport: OpenIDTransport
    private let metadata = PublishedDocument<ProviderMetadata>()
    private let keys = PublishedDocument<ProviderKeys>()

    init(issuer: String, transport: OpenIDTransport) {
        self.issuer = issuer
        self.transport = transport
    }

    /// - Throws: ``IdentityProviderError/unavailable(_:)``.
    func metadata(at now: Timestamp) async throws -> ProviderMetadata {
        let address = ProviderMetadata.address(of: issuer)
        return try await metadata.get(at: now, notOlderThan: Self.kept) { [issuer, transport] in
            try ProviderMetadata(try await Self.read(address, transport), of: issuer)
        }
    }

    /// - Parameter renewing: whether the keys that are kept lack one, so that newer ones are wanted.
    /// - Throws: ``IdentityProviderError/unavailable(_:)``.
    func keys(at now: Timestamp, renewing: Bool = false) async throws -> ProviderKeys {
        let address = try await metadata(at: now).keysURI
        return try await keys.get(at: now, notOlderThan: renewing ? Self.keysInterval : Self.kept) { [transport] in
            try ProviderKeys(try await Self.read(address, transport))
        }
    }

    private static func read(_ address: String, _ transport: OpenIDTransport) async throws -> [UInt8] {
        let answer = try await transport.ask(OpenIDTransport.Question(url: address))
        guard answer.status == 200 else { throw IdentityProviderError.unavailable("\(address) answered \(answer.status)") }
        return answer.body
    }
}
