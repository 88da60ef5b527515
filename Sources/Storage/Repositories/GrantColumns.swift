internal import APIKeys
internal import Catalog

/// How a sealed grant stands in the columns of `api_keys`, both ways. Reading never fails on what a column holds: a value that this
/// program would not have written becomes one that no seal covers, so that the key is refused as changed, and nothing else suffers.
enum GrantColumns {
    static let columns: SQL = """
        k.id, k.organization_id, k.digest, k.seal, k.scopes, k.brand_access, k.brands, k.expires_at, k.addresses,
            k.end_cause, k.ended_at, k.revision
        """
    static let count = 12
    static let revision = 11

    static func scopes(_ grant: Grant) -> String { scopeTexts[Int(grant.scopes.rawValue)] }
    static func access(_ grant: Grant) -> String { grant.brands == .all ? "all" : "specific" }
    static func brands(_ grant: Grant) -> String {
        "[\((grant.brands.listed ?? []).map(String.init).joined(separator: ","))]"
    }
    static func addresses(_ grant: Grant) throws -> String {
        try JSONText.encode(grant.addresses.map(\.description))
    }

    /// The text of every set of scopes, `["query","configure"]`, by raw value.
    private static let scopeTexts: [String] = (0..<UInt8(1 << Scope.allCases.count)).map { raw in
        "[\(Scopes(rawValue: raw).names.map { "\"\($0)\"" }.joined(separator: ","))]"
    }
    private static let scopesByText = Dictionary(
        uniqueKeysWithValues: scopeTexts.enumerated().map { ($1, Scopes(rawValue: UInt8($0))) })

    /// - Returns: `nil` for a row whose id is unreadable: it is no key that anybody could send.
    static func decode(_ row: any SQLRow) -> SealedGrant? {
        guard let id = (try? row.text(0)).flatMap({ KeyID($0) }) else { return nil }
        if let sealed = try? decode(row, id: id) { return sealed }
        // Digest and seal of zeros: a grant of nothing that is not intact under any secret.
        guard let zeros = AuthenticationCode([UInt8](repeating: 0, count: AuthenticationCode.byteCount)) else { return nil }
        let nothing = Grant(
            id: id, organization: (try? row.int(1)) ?? 0, scopes: [], brands: .specific(EmptyCollection<Int>()))
        return SealedGrant(grant: nothing, digest: zeros, seal: zeros)
    }

    private static func decode(_ row: any SQLRow, id: KeyID) throws -> SealedGrant? {
        guard let digest = try row.withBlob(2, { AuthenticationCode($0) }),
            let seal = try row.withBlob(3, { AuthenticationCode($0) }),
            let scopes = scopesByText[try row.text(4)],
            let listed = try JSONText.integers(row.text(6)),
            let addresses = addresses(try row.text(8))
        else { return nil }
        let access = try row.text(5)
        guard access == "specific" || (access == "all" && listed.isEmpty) else { return nil }
        let cause = try row.optionalText(9)
        let end = try cause.flatMap(Grant.End.Cause.init(rawValue:)).map { cause in
            Grant.End(cause, at: Timestamp(milliseconds: Int64(try row.int(10))))
        }
        guard (cause == nil) == (end == nil) else { return nil }
        let grant = Grant(
            id: id, organization: try row.int(1), scopes: scopes,
            brands: access == "all" ? .all : .specific(listed),
            expiresAt: try row.optionalInt(7).map { Timestamp(milliseconds: Int64($0)) }, addresses: addresses, end: end)
        return SealedGrant(grant: grant, digest: digest, seal: seal)
    }

    private static func addresses(_ text: String) -> [AddressRange]? {
        if text == "[]" { return [] }
        guard let texts = try? JSONText.decode([String].self, text) else { return nil }
        let ranges = texts.compactMap { AddressRange($0) }
        return ranges.count == texts.count ? ranges : nil
    }
}
