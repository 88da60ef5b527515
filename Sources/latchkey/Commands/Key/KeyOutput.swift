internal import APIKeys
internal import Catalog

/// A key as `--json` says it; the shape of the management API.
struct KeyOutput: Encodable {
    let id: String
    let name: String
    let state: String
    let scopes: [String]
    let brandAccess: String
    /// Empty for all brands.
    let brandIds: [Int]
    /// The same, by the name that it had first.
    let brands: [Int]
    @OrNull var expiresAt: String?
    let addresses: [String]
    @OrNull var limit: LimitOutput?
    let rotatesItself: Bool
    let secretSupplied: Bool
    let createdAt: String
    let createdBy: String
    @OrNull var lastUsedAt: String?
    @OrNull var lastUsedAddress: String?
    @OrNull var lastUsedClient: String?
    @OrNull var replaces: String?
    @OrNull var rotation: RotationOutput?
    @OrNull var revokedAt: String?

    /// - Parameter isPreview: of a rotation that was not done, there is no successor to name.
    init(_ key: APIKey, at now: Timestamp, isPreview: Bool = false) {
        let grant = key.grant
        id = key.id.description
        name = key.name
        state = key.state(at: now).rawValue
        scopes = grant.scopes.names
        brandAccess = grant.brands == .all ? "all" : "specific"
        brandIds = grant.brands.listed ?? []
        brands = brandIds
        expiresAt = grant.expiresAt?.iso8601
        addresses = grant.addresses.map(\.description)
        limit = grant.limit.map { LimitOutput($0) }
        rotatesItself = grant.traits.contains(.rotatesItself)
        secretSupplied = grant.traits.contains(.suppliedSecret)
        createdAt = key.createdAt.iso8601
        createdBy = key.createdBy
        lastUsedAt = key.lastUse?.at.iso8601
        lastUsedAddress = key.lastUse?.address?.description
        lastUsedClient = key.lastUse?.source.clientName
        replaces = key.predecessor?.description
        rotation = grant.rotation.map { RotationOutput($0, of: key, at: now, isPreview: isPreview) }
        revokedAt = nil
        if case .revoked(let at)? = grant.end { revokedAt = at.iso8601 }
    }
}

struct LimitOutput: Encodable {
    let requestsPerMinute: Int
    let burst: Int

    init(_ limit: RateLimit) {
        requestsPerMinute = limit.perMinute
        burst = limit.burst
    }
}

struct RotationOutput: Encodable {
    /// `null` where there is none yet: what is shown was not done.
    @OrNull var successorId: String?
    let since: String
    let until: String
    @OrNull var quietSeconds: Int?
    let finished: Bool

    init(_ rotation: Grant.Rotation, of key: APIKey, at now: Timestamp, isPreview: Bool = false) {
        successorId = isPreview ? nil : rotation.successor.description
        since = rotation.since.iso8601
        until = rotation.until.iso8601
        quietSeconds = key.quietFor.map { Int($0.components.seconds) }
        finished = key.grant.end?.isInForce(at: now) ?? false
    }
}

/// What an answer that makes a key has beside the key itself.
struct MadeOutput: Encodable {
    /// The whole key; `null` when the caller made the secret. Only in the answer that makes it.
    @OrNull var token: String?
    /// The same, by the name that it had first.
    @OrNull var key: String?
    let awaitsApproval: Bool

    init(_ created: CreatedKey) {
        let text = created.token?.reveal()
        token = text
        key = text
        awaitsApproval = created.isPending
    }
}

struct ReceiptOutput: Encodable {
    let keyId: String
    let cause: String
    let effectiveAt: String
    @OrNull var lastAcceptedAt: String?
    @OrNull var lastAddress: String?
    @OrNull var lastClient: String?
    let refusalsSince: Int
    let othersWorking: [String]

    init(_ receipt: Receipt) {
        keyId = receipt.key.description
        cause = receipt.cause.rawValue
        effectiveAt = receipt.effectiveAt.iso8601
        lastAcceptedAt = receipt.lastAcceptedAt?.iso8601
        lastAddress = receipt.lastSource?.address?.description
        lastClient = receipt.lastSource?.clientName
        refusalsSince = receipt.refusalsSince
        othersWorking = receipt.othersWorking.map(\.description)
    }
}

struct HintsOutput: Encodable {
    let unusedScopes: [String]
    let unusedBrandIds: [Int]
    let days = LeastPrivilege.days

    init(_ hint: LeastPrivilege) {
        unusedScopes = hint.unusedScopes.names
        unusedBrandIds = hint.unusedBrands
    }
}

/// Fields that only some answers have, under their names.
struct WithReceipt: Encodable { @OrNull var receipt: ReceiptOutput? }
struct WithHints: Encodable { @OrNull var hints: HintsOutput? }
struct WithApproval: Encodable { let awaitsApproval: Bool }

/// The other keys of a rotation that work, which what is done to one leaves as they are.
struct WithOthers: Encodable {
    let othersUnchanged: [String]

    init(_ others: [KeyID]) { othersUnchanged = others.map(\.description) }

    func tell() {
        guard !othersUnchanged.isEmpty else { return }
        print("Of the same rotation, and left as it is: \(othersUnchanged.joined(separator: ", ")).")
    }
}

extension UsageLedger.Source {
    /// What the client called itself; `nil` when it said nothing.
    var clientName: String? { client.isEmpty ? nil : client }
}
