internal import APIKeys
internal import HTTPTypes
internal import Web

extension Problem {
    /// A refusal at the gate of the management API, in words for whoever holds an admin token. Status, code and headers are those of
    /// every refusal.
    init(toAdmin refusal: Refusal) {
        let common = Problem(refusal)
        self.init(common.status, code: common.code, Self.sentence(refusal), headers: common.headers)
    }

    private static func sentence(_ refusal: Refusal) -> String {
        switch refusal {
        case .missing:
            "This request carries no admin token. Send one as \"Authorization: Bearer lka_…\"; an organization admin makes it in the dashboard."
        case .malformed:
            "This is not a whole admin token: its length or checksum is wrong. Check that it was copied whole."
        case .unknown:
            "This admin token is not known here. Check that it belongs to this server, or make a new one in the dashboard."
        case .revoked(let id, _):
            "Admin token \(id) does not work any more: it was revoked, or its owner is no admin of the organization now. Make a new one in the dashboard."
        case .expired(let id, let at):
            "Admin token \(id) expired on \(at.day). Make a new one in the dashboard."
        case .sealBroken(let id):
            "The stored record of admin token \(id) was changed outside this server, so it is refused. "
                + "Tell the operator of this server, and make a new one in the dashboard."
        case .rateLimited(let quota, let retryAfter):
            "An admin token may make \(quota.limit.perMinute) requests a minute. "
                + "Try again in \(retryAfter) second\(retryAfter == 1 ? "" : "s")."
        case .wrongKind, .rotated, .awaitsApproval, .addressNotAllowed, .scopeMissing, .brandNotGranted, .brandArchived,
            .brandNotFound, .selfRotationNotAllowed, .alreadyRotated:
            refusal.sentence
        }
    }
}
