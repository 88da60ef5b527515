package import APIKeys

/// What agreeing to a proposal would do.
package struct ApprovalEffect: Sendable {
    /// Empty for a new key, which is there already.
    package let changes: [FieldChange]
    /// All that the key would be allowed, and not only what is new: whoever agrees answers for the whole. `nil` for the policy.
    package let grant: Grant?
    /// The key was changed since this was asked for, so that nobody can agree to it any more.
    package let isOutdated: Bool

    /// - Parameters:
    ///   - key: the one that it is about, as it now is; `nil` for the policy.
    ///   - policy: the one in force.
    package init(_ approval: Approval, on key: APIKey?, policy: OrganizationPolicy) {
        switch approval.proposal {
        case .key:
            changes = []
            grant = key?.grant
            isOutdated = false
        case .change(_, let edit, let revision):
            let changed = key.map { edit.applied(to: $0) }
            changes =
                changed.flatMap { changed in
                    key.map {
                        GrantWords.changes($0.grant, changed.grant) + [FieldChange("name", before: $0.name, after: changed.name)]
                    }
                } ?? []
            grant = changed?.grant
            isOutdated = key.map { $0.isOutdated(revision, for: edit) } ?? false
        case .policy(let wanted):
            changes = policy.changes(to: wanted)
            grant = nil
            isOutdated = false
        }
    }
}

extension APIKey {
    /// Whether a change that was asked for of the key as it was at `revision` is one that nobody has looked at. What came true in
    /// another way changes nothing, and needs no look.
    func isOutdated(_ revision: Int, for edit: KeyEdit) -> Bool { revision != self.revision && edit.applied(to: self) != self }
}
