internal import Catalog

/// What the page of the policy says after it was sent. The address names what was changed; the values come from the policy as it
/// is, never from the address.
enum PolicyNotice: String {
    case saved
    /// Nothing is different until a second admin agrees.
    case asked
    case same

    static func sentence(in query: FormFields, _ policy: OrganizationPolicy) -> String? {
        switch PolicyNotice(rawValue: query["done"]) {
        case .saved:
            let changed = query.all("changed").compactMap(PolicyField.init(rawValue:))
            return (["Saved."] + changed.map { say($0, policy) }).joined(separator: " ")
        case .asked:
            return
                "Asked, and not changed yet: going back to one admin takes a second one's approval. All that you chose waits."
        case .same: return "Nothing was different, so nothing was changed."
        case nil: return nil
        }
    }

    func address(_ slug: String, changed: [FieldChange] = []) -> String {
        let names = changed.filter { $0.before != $0.after }.map { "&changed=\(PercentEncoding.encode($0.field))" }
        return SitePath.policy(slug).address(["done": rawValue]) + names.joined()
    }

    private static func say(_ field: PolicyField, _ policy: OrganizationPolicy) -> String {
        switch field {
        case .longestLife:
            policy.longestLifeDays.map { "New keys live \(counted($0, "day")) at most." } ?? "Keys may live as long as one likes."
        case .unused:
            policy.unusedDays.map { "Keys that were not used for \(counted($0, "day")) are revoked." } ?? "Unused keys stay."
        case .onLeak:
            policy.onLeak == .revoke
                ? "A key that is found in public is revoked at once."
                : "A key that is found in public is flagged and goes on working."
        case .fourEyes:
            policy.fourEyes ? "Keys that reach far wait for a second admin." : "One admin is enough for every key."
        }
    }
}
