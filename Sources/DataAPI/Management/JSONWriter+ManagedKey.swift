internal import APIKeys
internal import Catalog
internal import Web

extension JSONWriter.Object {
    /// A key as its admins see it; never its secret.
    ///
    /// - Parameter isPreview: of a rotation that was not done, there is no successor to name.
    mutating func key(_ key: APIKey, at now: Timestamp, isPreview: Bool = false) {
        let grant = key.grant
        field("id", key.id.description)
        field("name", key.name)
        field("state", key.state(at: now).rawValue)
        self.grant(grant)
        field("secret_supplied", grant.traits.contains(.suppliedSecret))
        field("created_at", key.createdAt.iso8601)
        field("created_by", key.createdBy)
        field("last_used_at", key.lastUse?.at.iso8601)
        field("last_used_address", key.lastUse?.source.address?.description)
        field("last_used_client", key.lastUse?.source.client.emptyAsNil)
        field("replaces", key.predecessor?.description)
        field("rotation") { $0.rotation(of: key, at: now, isPreview: isPreview) }
    }

    /// All that the key is allowed.
    mutating func grant(_ grant: Grant) {
        field("scopes", grant.scopes.names)
        field("brand_access", (grant.brands == .all ? BrandAccessName.all : .specific).rawValue)
        field("brand_ids", array: grant.brands.listed ?? []) { $0.integer($1) }
        field("expires_at", grant.expiresAt?.iso8601)
        field("addresses", grant.addresses.map(\.description))
        field("limit") { $0.limit(grant.limit) }
        field("rotates_itself", grant.traits.contains(.rotatesItself))
    }

    mutating func receipt(_ receipt: Receipt?) {
        field("receipt") { writer in
            guard let receipt else { return writer.null() }
            writer.object { object in
                object.field("key_id", receipt.key.description)
                object.field("cause", receipt.cause.rawValue)
                object.field("effective_at", receipt.effectiveAt.iso8601)
                object.field("last_accepted_at", receipt.lastAcceptedAt?.iso8601)
                object.field("last_address", receipt.lastSource?.address?.description)
                object.field("last_client", receipt.lastSource?.client.emptyAsNil)
                object.field("refusals_since", receipt.refusalsSince)
                object.field("others_working", receipt.othersWorking.map(\.description))
            }
        }
    }

    /// The other keys of its rotations that work, which a change leaves as they are.
    mutating func others(_ others: [KeyID]) { field("others_unchanged", others.map(\.description)) }

    mutating func hints(_ hints: LeastPrivilege?) {
        field("hints") { writer in
            guard let hints else { return writer.null() }
            writer.object { object in
                object.field("unused_scopes", hints.unusedScopes.names)
                object.field("unused_brand_ids", array: hints.unusedBrands) { $0.integer($1) }
                object.field("days", LeastPrivilege.days)
            }
        }
    }
}

extension JSONWriter {
    mutating func rotation(of key: APIKey, at now: Timestamp, isPreview: Bool = false) {
        guard let rotation = key.grant.rotation else { return null() }
        object { object in
            object.field("successor_id", isPreview ? nil : rotation.successor.description)
            object.field("since", rotation.since.iso8601)
            object.field("until", rotation.until.iso8601)
            object.field("quiet_seconds", key.quietFor.map { Int($0.components.seconds) })
            object.field("finished", key.grant.end?.isInForce(at: now) ?? false)
        }
    }
}

/// `brand_access` in bodies.
enum BrandAccessName: String, CaseIterable, Sendable { case all, specific }

extension String {
    var emptyAsNil: String? { isEmpty ? nil : self }
}
