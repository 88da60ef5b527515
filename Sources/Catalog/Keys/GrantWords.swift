package import APIKeys

/// How the parts of a grant are written in the audit log and its changes.
package enum GrantWords {
    package static func changes(_ before: Grant, _ after: Grant) -> [FieldChange] {
        zip(parts(before), parts(after)).map { FieldChange($0.field, before: $0.value, after: $1.value) }
    }

    /// All that a grant allows, by the names of the fields.
    package static func parts(_ grant: Grant) -> [(field: String, value: String)] {
        [
            ("scopes", scopes(grant)), ("brands", brands(grant)), ("expires", expiry(grant)), ("addresses", addresses(grant)),
            ("limit", limit(grant)), ("rotates_itself", selfRotation(grant)),
        ]
    }

    /// `query, configure`
    package static func scopes(_ grant: Grant) -> String { grant.scopes.names.joined(separator: ", ") }

    /// What was written so.
    static func scopes(in text: String) -> Scopes { Scopes(items(in: text).compactMap { Scope(rawValue: $0) }) }

    /// `all`, or ids: `3, 7`.
    package static func brands(_ grant: Grant) -> String {
        grant.brands.listed.map { $0.map(String.init).joined(separator: ", ") } ?? "all"
    }

    /// What was written so.
    static func brands(in text: String) -> BrandAccess {
        text == "all" ? .all : .specific(items(in: text).compactMap { Int($0) })
    }

    private static func items(in text: String) -> [String] { text.split(separator: ", ").map(String.init) }

    package static func expiry(_ grant: Grant) -> String { grant.expiresAt?.iso8601 ?? "never" }

    /// `anywhere`, or `203.0.113.0/24, 2001:db8::/32`.
    package static func addresses(_ grant: Grant) -> String {
        grant.addresses.isEmpty ? "anywhere" : grant.addresses.map(\.description).joined(separator: ", ")
    }

    /// `none`, or `60 a minute, 10 at once`.
    package static func limit(_ grant: Grant) -> String {
        grant.limit.map { "\($0.perMinute) a minute, \($0.burst) at once" } ?? "none"
    }

    static func selfRotation(_ grant: Grant) -> String { grant.traits.contains(.rotatesItself) ? "yes" : "no" }
}

extension Grant {
    /// Whether the key reaches further than one client's brands: what four eyes are for.
    package var isBroad: Bool { brands == .all || scopes.contains(.createBrand) }

    /// Whether this allows anything that `other` does not.
    package func isWider(than other: Grant) -> Bool {
        !scopes.subtracting(other.scopes).isEmpty || Self.reachesFurther(brands, than: other.brands)
            || Self.isLater(expiresAt, than: other.expiresAt) || Self.isLooser(addresses, than: other.addresses)
            || Self.isHigher(limit, than: other.limit)
            || (traits.contains(.rotatesItself) && !other.traits.contains(.rotatesItself))
    }

    private static func reachesFurther(_ new: BrandAccess, than old: BrandAccess) -> Bool {
        guard let before = old.listed else { return false }
        guard let after = new.listed else { return true }
        return !Set(after).isSubset(of: before)
    }

    private static func isLater(_ new: Timestamp?, than old: Timestamp?) -> Bool {
        guard let old else { return false }
        return new.map { $0 > old } ?? true
    }

    /// Only a list whose every block lies within one of the old blocks is not looser.
    private static func isLooser(_ new: [AddressRange], than old: [AddressRange]) -> Bool {
        guard !old.isEmpty else { return false }
        return new.isEmpty || !new.allSatisfy { block in old.contains { $0.contains(block) } }
    }

    private static func isHigher(_ new: RateLimit?, than old: RateLimit?) -> Bool {
        guard let old else { return false }
        guard let new else { return true }
        return new.perMinute > old.perMinute || new.burst > old.burst
    }
}
