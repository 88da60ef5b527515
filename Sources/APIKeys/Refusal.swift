/// Why a request was refused: a closed set, so that every reason is handled wherever reasons are.
public enum Refusal: Error, Hashable, Sendable {
    /// No `Authorization` header, or not of the form `Bearer …`.
    case missing
    /// Not a token: length, alphabet or checksum is wrong.
    case malformed
    /// A well-formed token that this server does not know.
    case unknown
    /// An admin token, where a key is needed; or the other way round.
    case wrongKind(Token.Kind)
    case revoked(KeyID, at: Timestamp)
    case rotated(KeyID, at: Timestamp)
    case expired(KeyID, at: Timestamp)
    /// A second admin has not agreed to the key yet.
    case awaitsApproval(KeyID)
    /// The stored record was changed by something other than this server.
    case sealBroken(KeyID)
    case addressNotAllowed(IPAddress?)
    case scopeMissing(needed: Scopes, held: Scopes)
    case brandNotGranted(Int)
    case brandArchived(Int)
    case brandNotFound(Int)
    /// The key asks for its own successor, which no admin allowed it to.
    case selfRotationNotAllowed(KeyID)
    /// The key asks for its own successor and has one.
    case alreadyRotated(KeyID)
    /// - Parameter retryAfter: seconds until a request will be allowed.
    case rateLimited(Quota, retryAfter: Int)

    /// The stable name by which programs tell refusals apart.
    public var code: String {
        switch self {
        case .missing: "key_missing"
        case .malformed: "key_malformed"
        case .unknown: "key_unknown"
        case .wrongKind: "key_wrong_kind"
        case .revoked: "key_revoked"
        case .rotated: "key_rotated"
        case .expired: "key_expired"
        case .awaitsApproval: "key_awaits_approval"
        case .sealBroken: "key_sealed_wrong"
        case .addressNotAllowed: "address_not_allowed"
        case .scopeMissing: "scope_missing"
        case .brandNotGranted: "brand_not_granted"
        case .brandArchived: "brand_archived"
        case .brandNotFound: "brand_not_found"
        case .selfRotationNotAllowed: "self_rotation_not_allowed"
        case .alreadyRotated: "key_already_rotated"
        case .rateLimited: "rate_limited"
        }
    }

    /// 401 when the key is not accepted, 403 when it is but does not open this, 404 when there is nothing to open, 409 when it was
    /// opened before, 429 when it has opened too much.
    public var status: Int {
        switch self {
        case .missing, .malformed, .unknown, .wrongKind, .revoked, .rotated, .expired, .awaitsApproval, .sealBroken: 401
        case .addressNotAllowed, .scopeMissing, .brandNotGranted, .brandArchived, .selfRotationNotAllowed: 403
        case .brandNotFound: 404
        case .alreadyRotated: 409
        case .rateLimited: 429
        }
    }

    /// The value of `WWW-Authenticate` (RFC 6750 §3); `nil` where the key was accepted and no other scope would help.
    /// A request without credentials gets no error attribute (§3.1).
    public func challenge(realm: String) -> String? {
        let bearer = "Bearer realm=\"\(realm)\""
        return switch self {
        case .missing: bearer
        case .malformed, .unknown, .wrongKind, .revoked, .rotated, .expired, .awaitsApproval, .sealBroken:
            "\(bearer), error=\"invalid_token\""
        case .scopeMissing(let needed, _):
            "\(bearer), error=\"insufficient_scope\", scope=\"\(needed.names.joined(separator: " "))\""
        case .addressNotAllowed, .brandNotGranted, .brandArchived, .brandNotFound, .selfRotationNotAllowed, .alreadyRotated,
            .rateLimited:
            nil
        }
    }

    /// A sentence for the person who holds the key: what happened, to which thing, what to do next.
    public var sentence: String {
        switch self {
        case .missing:
            "This request carries no API key. Send it as \"Authorization: Bearer lk_…\"."
        case .malformed:
            "This is not a whole API key: its length or checksum is wrong. Check that the key was copied whole."
        case .unknown:
            "This API key is not known here. Check that it belongs to this server, or ask an organization admin for a new one."
        case .wrongKind(.admin):
            "This is an admin token, which opens the management API under /v1/organizations and nothing else. "
                + "Send an API key (lk_…) here."
        case .wrongKind(.key):
            "This is an API key, which does not open the management API. Send an admin token (lka_…), "
                + "which an organization admin makes in the dashboard."
        case .revoked(let id, let at):
            "API key \(id) was revoked on \(at.day). Ask an organization admin for a new one."
        case .rotated(let id, let at):
            "API key \(id) was rotated out on \(at.day). Use the key that replaced it, or ask an organization admin."
        case .expired(let id, let at):
            "API key \(id) expired on \(at.day). Ask an organization admin for a new one."
        case .awaitsApproval(let id):
            "API key \(id) waits for the approval of a second organization admin. Ask one, then try again."
        case .sealBroken(let id):
            "The stored record of API key \(id) was changed outside this server, so the key is refused. "
                + "Tell the operator of this server, and ask an organization admin for a new key."
        case .addressNotAllowed(let address):
            "This API key may not be used from \(address.map(String.init(describing:)) ?? "an unknown address"). "
                + "Ask an organization admin to add the address to the key's list."
        case .scopeMissing(let needed, let held):
            "This needs the scope \(Self.either(needed)); this API key has \(Self.both(held)). "
                + "Ask an organization admin for a key with that scope."
        case .brandNotGranted(let id):
            "This API key has no access to brand \(id). Ask an organization admin to grant it, or see GET /v1/brands for what it may touch."
        case .brandArchived(let id):
            "Brand \(id) is archived. An organization admin can restore it, which gives this API key its access back."
        case .brandNotFound(let id):
            "There is no brand \(id) in this organization. See GET /v1/brands for those there are."
        case .selfRotationNotAllowed(let id):
            "API key \(id) may not rotate itself. Ask an organization admin to rotate it, or to allow it to."
        case .alreadyRotated(let id):
            "API key \(id) has a successor already. If you do not have it, somebody else holds this key: "
                + "the admins of the organization were told, and can give you a new one."
        case .rateLimited(let quota, let retryAfter):
            "This API key may make \(quota.limit.perMinute) requests a minute, \(quota.limit.burst) at once. "
                + "Try again in \(retryAfter) second\(retryAfter == 1 ? "" : "s")."
        }
    }

    private static func either(_ scopes: Scopes) -> String {
        scopes.names.map { "\"\($0)\"" }.joined(separator: " or ")
    }

    private static func both(_ scopes: Scopes) -> String {
        scopes.isEmpty ? "none" : scopes.names.map { "\"\($0)\"" }.joined(separator: " and ")
    }
}
