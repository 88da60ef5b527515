internal import APIKeys
internal import Catalog
internal import Web

// The bodies that make and change keys. None of them can name who acts, or for which organization: the admin token says that, and
// other members are refused.

extension KeyDraft {
    /// How long a key lives whose body says nothing of it, in days.
    static let standardDays = 90

    /// The body of `POST …/api-keys`.
    /// - Parameter standardExpiry: for a body without `expires_at`; `null` means never.
    init(reading body: inout BodyReader, standardExpiry: Timestamp) {
        let name = body.string("name")
        let scopes = body.required("scopes", .scopes) ?? []
        let brands = body.brandAccess() ?? .specific([])
        let expiresAt = body.nullable("expires_at", .moment) ?? standardExpiry
        self.init(name: name, scopes: scopes, brands: brands, expiresAt: expiresAt)
        addresses = body.optional("addresses", .addresses) ?? []
        limit = body.nullable("limit", .limit) ?? nil
        rotatesItself = body.bool("rotates_itself", default: false)
        supplied = body.suppliedSecret()
    }
}

extension KeyEdit {
    /// The body of `PATCH …/api-keys/{key_id}`: what is left out stays as it is.
    init(reading body: inout BodyReader) {
        self.init()
        name = body.optional("name", .string())
        scopes = body.optional("scopes", .scopes)
        if body.has("brand_access") || body.has("brand_ids") { brands = body.brandAccess() }
        expiresAt = body.nullable("expires_at", .moment)
        addresses = body.optional("addresses", .addresses)
        limit = body.nullable("limit", .limit)
        rotatesItself = body.optional("rotates_itself", .bool)
    }
}

extension RotationRequest {
    /// For how long the old key goes on to work where the body does not say.
    private static let standardOverlap = 86_400

    /// The body of `POST …/rotate`.
    init(reading body: inout BodyReader) {
        let longest = Int(Self.longestOverlap.components.seconds)
        let overlap = body.integer("overlap_seconds", default: Self.standardOverlap, in: 0...longest)
        let shortest = Int(Self.shortestQuiet.components.seconds)
        let quiet = body.nullable("quiet_seconds", .integer(in: shortest...longest)) ?? nil
        self.init(overlap: .seconds(overlap), quietFor: quiet.map { .seconds($0) })
        expiresAt = body.nullable("expires_at", .moment)
        supplied = body.suppliedSecret()
    }
}

extension BodyReader {
    /// `brand_access`, "specific" when left out, and `brand_ids`.
    fileprivate mutating func brandAccess() -> BrandAccess? {
        let ids = optional("brand_ids", .list(of: .integer(in: 1...Int.max)))
        switch choice("brand_access", default: BrandAccessName.specific) {
        case .all:
            if let ids, !ids.isEmpty {
                report("brand_ids", "Leave brand_ids out, or empty, where brand_access is \"all\"")
            }
            return .all
        case .specific:
            guard has("brand_ids") else {
                report("brand_ids", "Field required, unless brand_access is \"all\"", type: "missing")
                return nil
            }
            return ids.map { .specific($0) }
        }
    }

    /// `id` and `token_sha256`, of a secret that the caller made and keeps: both or neither.
    fileprivate mutating func suppliedSecret() -> SuppliedSecret? {
        let id = nullable("id", .keyID) ?? nil
        let hash = nullable("token_sha256", .tokenHash) ?? nil
        for (name, other) in [("id", "token_sha256"), ("token_sha256", "id")] where gives(other) && !gives(name) {
            report(name, "Field required together with \(other)", type: "missing")
        }
        guard let id, let hash else { return nil }
        return SuppliedSecret(id: id, hash: hash)
    }
}

extension FieldKind where Value == Scopes {
    fileprivate static var scopes: FieldKind {
        FieldKind { value, place, faults in
            FieldKind<[Scope]>.list(of: .choice()).read(value, place, &faults).map { Scopes($0) }
        }
    }
}

extension FieldKind where Value == [AddressRange] {
    fileprivate static var addresses: FieldKind {
        .list(
            of: .parsed(
                "ip_any_network",
                "Input should be an address or a block like 203.0.113.0/24 or 2001:db8::/32, with no bits set behind the prefix"
            ) { AddressRange($0) })
    }
}

extension FieldKind where Value == RateLimit {
    /// `{"requests_per_minute": 60, "burst": 10}`; as many at once as in a minute when `burst` is left out.
    fileprivate static var limit: FieldKind {
        .object { limit in
            let perMinute = limit.required("requests_per_minute", .integer(in: RateLimit.bounds))
            let burst = limit.optional("burst", .integer(in: RateLimit.bounds))
            return perMinute.flatMap { RateLimit(perMinute: $0, burst: burst) }
        }
    }
}

extension FieldKind where Value == KeyID {
    fileprivate static var keyID: FieldKind {
        .parsed("value_error", "Input should be the id of the token: its part up to the second underscore, lk_ and 12 characters")
        {
            text in KeyID(text).flatMap { $0.description == text ? $0 : nil }
        }
    }
}

extension FieldKind where Value == TokenHash {
    fileprivate static var tokenHash: FieldKind {
        .parsed("value_error", "Input should be the SHA-256 of the whole token: 64 hexadecimal digits") { TokenHash(hex: $0) }
    }
}
