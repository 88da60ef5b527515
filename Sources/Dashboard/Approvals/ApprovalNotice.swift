internal import Catalog

/// What the page says after a decision: a fixed sentence, chosen by the address.
enum ApprovalNotice: String {
    case approvedKey = "approved-key"
    case approvedChange = "approved-change"
    case approvedPolicy = "approved-policy"
    case rejectedKey = "rejected-key"
    case rejectedChange = "rejected-change"
    case rejectedPolicy = "rejected-policy"
    /// Somebody was faster, or withdrew it.
    case over

    init(_ proposal: Approval.Proposal, isApproved: Bool) {
        self =
            switch proposal {
            case .key: isApproved ? .approvedKey : .rejectedKey
            case .change: isApproved ? .approvedChange : .rejectedChange
            case .policy: isApproved ? .approvedPolicy : .rejectedPolicy
            }
    }

    static func sentence(in query: FormFields) -> String? {
        switch ApprovalNotice(rawValue: query["done"]) {
        case .approvedKey: "Agreed. The key works from now on."
        case .approvedChange: "Agreed. Every request from now on is decided by the changed key."
        case .approvedPolicy: "Agreed. The policy is in force."
        case .rejectedKey: "Turned down. The key is revoked; it never worked."
        case .rejectedChange: "Turned down. The key stays as it was."
        case .rejectedPolicy: "Turned down. The policy stays as it was."
        case .over: "That does not wait any more: somebody decided or withdrew it meanwhile. The audit log says who."
        case nil: nil
        }
    }

    func address(_ slug: String) -> String { SitePath.approvals(slug).address(["done": rawValue]) }
}
