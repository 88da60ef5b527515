internal import APIKeys
internal import Catalog

/// How a sealed grant stands in the columns of `api_keys`, both ways. Reading is strict: a text that this program would not have
/// written becomes a grant without that power, whose seal then does not hold.
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

    static func decode(_ row: any SQLRow) throws -> SealedGrant {
        guard let id = KeyID(try row.text(0)),
            let digest = try row.withBlob(2, { AuthenticationCode($0) }),
            let seal = try row.withBlob(3, { AuthenticationCode($0) })
        else { throw StoreError.failed("the stored record of an API key is unreadable") }
        let listed = try JSONText.integers(row.text(6)) ?? []
        let end = try Grant.End.Cause(rawValue: row.optionalText(9) ?? "").map { cause in
            Grant.End(cause, at: Timestamp(milliseconds: Int64(try row.int(10))))
        }
        let grant = Grant(
            id: id, organization: try row.int(1), scopes: scopesByText[try row.text(4)] ?? [],
            brands: try row.text(5) == "all" ? .all : .specific(listed),
            expiresAt: try row.optionalInt(7).map { Timestamp(milliseconds: Int64($0)) },
            addresses: try addresses(row.text(8)), end: end)
        return SealedGrant(grant: grant, digest: digest, seal: seal)
    }

    private static func addresses(_ text: String) throws -> [AddressRange] {
        text == "[]" ? [] : try JSONText.decode([String].self, text).compactMap { AddressRange($0) }
    }
}
