internal import APIKeys
internal import Catalog

/// How a sealed grant stands in the columns of `api_keys`, both ways. Reading never fails on what a column holds: a value that this
/// program would not have written becomes one that no seal covers, so that the key is refused as changed, and nothing else suffers.
enum GrantColumns {
    static let columns: SQL = """
        k.id, k.organization_id, k.digest, k.seal, k.scopes, k.brand_access, k.brands, k.expires_at, k.addresses,
            k.end_cause, k.ended_at, k.revision, k.traits, k.limit_per_minute, k.limit_burst, k.rotated_at, k.successor_id,
            k.rotation_open, (SELECT h.sequence FROM audit_head h WHERE h.id = 1)
        """
    static let count = 19
    static let revisionColumn = 11
    static let successor = 16
    private static let headColumn = 18

    static func scopes(_ grant: Grant) -> String { scopeTexts[Int(grant.scopes.rawValue)] }
    static func access(_ grant: Grant) -> String { grant.brands == .all ? "all" : "specific" }
    static func brands(_ grant: Grant) -> String {
        "[\((grant.brands.listed ?? []).map(String.init).joined(separator: ","))]"
    }
    static func addresses(_ grant: Grant) throws -> String {
        try JSONText.encode(grant.addresses.map(\.description))
    }
    static func rotation(_ grant: Grant) -> Grant.Rotation? {
        if case .rotated(let rotation) = grant.end { rotation } else { nil }
    }

    /// The text of every set of scopes, `["query","configure"]`, by raw value.
    private static let scopeTexts: [String] = (0..<UInt8(1 << Scope.allCases.count)).map { raw in
        "[\(Scopes(rawValue: raw).names.map { "\"\($0)\"" }.joined(separator: ","))]"
    }
    private static let scopesByText = Dictionary(
        uniqueKeysWithValues: scopeTexts.enumerated().map { ($1, Scopes(rawValue: UInt8($0))) })

    /// The number of the change that made the row so; none that is still to come.
    static func revision(_ row: any SQLRow) -> Int {
        min((try? row.int(revisionColumn)) ?? .max, (try? row.int(headColumn)) ?? .max)
    }

    /// A revision that no entry of the log has yet would stand before every change to come, a revocation too: such a record is not
    /// intact.
    /// - Returns: `nil` for a row whose id is unreadable: it is no key that anybody could send.
    static func decode(_ row: any SQLRow) -> SealedGrant? {
        guard let stored = stored(row) else { return nil }
        guard !isTold(row), let zeros else { return stored }
        return SealedGrant(grant: stored.grant, digest: stored.digest, seal: zeros)
    }

    private static func isTold(_ row: any SQLRow) -> Bool {
        guard let revision = try? row.int(revisionColumn) else { return false }
        // Without a head nobody can write, so nothing is to come.
        return (try? row.int(headColumn)).map { revision <= $0 } ?? true
    }

    /// No seal is like this under any secret.
    private static let zeros = AuthenticationCode([UInt8](repeating: 0, count: AuthenticationCode.byteCount))

    /// As the sealed columns say, whatever number the row has.
    static func stored(_ row: any SQLRow) -> SealedGrant? {
        guard let id = (try? row.text(0)).flatMap({ KeyID($0) }), id.kind == .key else { return nil }
        if let sealed = try? decode(row, id: id) { return sealed }
        // Digest and seal of zeros: a grant of nothing that is not intact under any secret.
        guard let zeros else { return nil }
        let nothing = Grant(
            id: id, organization: (try? row.int(1)) ?? 0, scopes: [], brands: .specific(EmptyCollection<Int>()))
        return SealedGrant(grant: nothing, digest: zeros, seal: zeros)
    }

    private static func decode(_ row: any SQLRow, id: KeyID) throws -> SealedGrant? {
        guard let digest = try row.withBlob(2, { AuthenticationCode($0) }),
            let seal = try row.withBlob(3, { AuthenticationCode($0) }),
            let scopes = scopesByText[try row.text(4)],
            let listed = try JSONText.integers(row.text(6)),
            let addresses = addresses(try row.text(8)),
            let traits = UInt8(exactly: try row.int(12)).map(Grant.Traits.init(rawValue:))
        else { return nil }
        let access = try row.text(5)
        guard access == "specific" || (access == "all" && listed.isEmpty) else { return nil }
        let end = try end(row)
        guard try (row.optionalText(9) == nil) == (end == nil) else { return nil }
        let limit = try limit(row)
        guard try (row.optionalInt(13) == nil) == (limit == nil) else { return nil }
        let grant = Grant(
            id: id, organization: try row.int(1), scopes: scopes,
            brands: access == "all" ? .all : .specific(listed),
            expiresAt: try row.optionalInt(7).map { Timestamp(milliseconds: Int64($0)) }, addresses: addresses, limit: limit,
            traits: traits, end: end)
        return SealedGrant(grant: grant, digest: digest, seal: seal)
    }

    private static func limit(_ row: any SQLRow) throws -> RateLimit? {
        guard let perMinute = try row.optionalInt(13) else { return nil }
        return RateLimit(perMinute: perMinute, burst: try row.int(14))
    }

    private static func end(_ row: any SQLRow) throws -> Grant.End? {
        guard let cause = try row.optionalText(9).flatMap(Grant.End.Cause.init(rawValue:)) else { return nil }
        let at = Timestamp(milliseconds: Int64(try row.int(10)))
        switch cause {
        case .revoked: return .revoked(at: at)
        case .rotated:
            guard let successor = KeyID(try row.text(16)) else { return nil }
            return .rotated(
                Grant.Rotation(
                    to: successor, since: Timestamp(milliseconds: Int64(try row.int(15))), until: at,
                    isOver: try row.int(17) == 0))
        }
    }

    private static func addresses(_ text: String) -> [AddressRange]? {
        if text == "[]" { return [] }
        guard let texts = try? JSONText.decode([String].self, text) else { return nil }
        let ranges = texts.compactMap { AddressRange($0) }
        return ranges.count == texts.count ? ranges : nil
    }
}
