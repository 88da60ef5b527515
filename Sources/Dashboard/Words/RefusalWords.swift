internal import APIKeys

/// How pages speak of what became of a request.
enum RefusalWords {
    /// - Parameter code: `allowed`, or the code of a refusal; one that is not known here stands for itself.
    static func outcome(_ code: String) -> String {
        code == Outcome.allowedCode ? "Accepted" : reason(code)
    }

    static func reason(_ code: String) -> String {
        switch code {
        case "key_missing": "No key was sent"
        case "key_malformed": "The key was not whole"
        case "key_unknown": "The key is not known"
        case "key_wrong_kind": "It was the wrong kind of key"
        case "key_revoked": "The key was revoked"
        case "key_rotated": "The key was rotated out"
        case "key_expired": "The key had expired"
        case "key_awaits_approval": "The key waited for approval"
        case "key_sealed_wrong": "The key's record was changed outside this server"
        case "address_not_allowed": "The address is not on the key's list"
        case "scope_missing": "The key lacks the scope"
        case "brand_not_granted": "The key has no access to the brand"
        case "brand_archived": "The brand is archived"
        case "brand_not_found": "There is no such brand"
        case "self_rotation_not_allowed": "The key may not rotate itself"
        case "key_already_rotated": "The key has a successor already"
        case "rate_limited": "Over the rate limit"
        default: code
        }
    }
}
