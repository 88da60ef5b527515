/// What a member may do on one brand, beyond what their role says. The order is that of what they open.
package enum BrandRole: String, CaseIterable, Comparable, Sendable {
    case viewer, editor

    /// The role that it amounts to on the brand.
    package var role: Role {
        switch self {
        case .viewer: .viewer
        case .editor: .editor
        }
    }

    package static func < (left: BrandRole, right: BrandRole) -> Bool { left == .viewer && right == .editor }
}

extension Role {
    /// What a member of this role can be given on single brands. Who edits every brand needs no more; who reads every brand can be
    /// an editor of some; a guest has nothing but what they are given.
    package var brandRoles: [BrandRole] {
        switch self {
        case .admin, .editor: []
        case .viewer: [.editor]
        case .guest: [.viewer, .editor]
        }
    }

    /// The role on a brand of a member with this role in its organization; `nil`: the brand is not theirs to reach, and as good as
    /// not there.
    package func on(_ given: BrandRole?) -> Role? {
        let given = given.flatMap { brandRoles.contains($0) ? $0.role : nil }
        return given ?? (self == .guest ? nil : self)
    }
}
