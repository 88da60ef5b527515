internal import APIKeys
internal import Catalog

/// One field before and after a change, as a person reads it.
struct ChangeRow: Hashable, Sendable {
    let field: String
    let before: String
    let after: String
    /// What comes and goes of a list.
    let difference: String?

    /// Only what differs, in the order given.
    static func rows(_ changes: [FieldChange], _ words: ChangeWords) -> [ChangeRow] {
        changes.filter { $0.before != $0.after }.map { ChangeRow($0, words) }
    }

    private init(_ change: FieldChange, _ words: ChangeWords) {
        field = words.label(change.field)
        let sayings = [change.before, change.after].map { words.value(change.field, $0) }
        // Two moments of one day look alike in words.
        let areAlike = sayings[0] == sayings[1]
        before = areAlike ? change.before : sayings[0]
        after = areAlike ? change.after : sayings[1]
        difference = words.difference(change)
    }
}

/// Says the fields of a change and what stood in them; see `GrantWords` for how the audit log writes them.
struct ChangeWords: Sendable {
    /// Of brands by id.
    var brandNames: [Int: String] = [:]
    let words: DateWords

    func label(_ field: String) -> String {
        switch field {
        case "name": "Name"
        case "scopes": "May"
        case "brands": "Brands"
        case "role": "Role"
        case "brand_roles": "Single brands"
        case "expires": "Last day"
        case "addresses": "Usable from"
        case "limit": "Rate limit"
        case "rotates_itself": "May rotate itself"
        case "longest_life_days": "Longest life of a key"
        case "unused_days": "Unused keys are revoked"
        case "on_leak": "A key found in public"
        case "four_eyes": "Keys that reach far"
        default: field.split(separator: "_").joined(separator: " ")
        }
    }

    func value(_ field: String, _ text: String) -> String {
        switch (field, text) {
        case (_, ""): "—"
        case ("scopes", _): items(field, text).joined(separator: ", ")
        case ("brands", "all"): "All brands, also those created later"
        case ("brands", _): items(field, text).joined(separator: ", ")
        case ("brand_roles", _): items(field, text).joined(separator: ", ")
        case ("role", _): Role(rawValue: text)?.word ?? text
        case ("expires", "never"), ("unused_days", "off"): "Never"
        case ("expires", _): Timestamp(iso8601: text).map { words.lastDay(before: $0).long } ?? text
        case ("addresses", "anywhere"): "Anywhere"
        case ("limit", "none"): "No limit"
        case ("longest_life_days", "off"): "As long as one likes"
        case ("longest_life_days", _): Int(text).map { "\(counted($0, "day")) at most" } ?? text
        case ("unused_days", _): Int(text).map { "After \(counted($0, "day"))" } ?? text
        case ("on_leak", "revoke"): "Is revoked at once"
        case ("on_leak", "flag"): "Is flagged and goes on working"
        case ("four_eyes", "on"): "Two admins decide"
        case ("four_eyes", "off"): "One admin decides"
        case ("rotates_itself", "yes"): "Yes"
        case ("rotates_itself", "no"): "No"
        default: text
        }
    }

    /// `takes away Configure; adds Query`, where both sides are lists.
    func difference(_ change: FieldChange) -> String? {
        let open = ["all", "anywhere", ""]
        guard ["scopes", "brands", "brand_roles", "addresses"].contains(change.field), !open.contains(change.before),
            !open.contains(change.after)
        else { return nil }
        let (old, new) = (items(change.field, change.before), items(change.field, change.after))
        let gone = old.filter { !new.contains($0) }
        let come = new.filter { !old.contains($0) }
        let parts = [
            gone.isEmpty ? nil : "takes away \(gone.inWords)", come.isEmpty ? nil : "adds \(come.inWords)",
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// `4 editor` as `Fabrikam (editor)`.
    private func brandRole(_ item: String) -> String {
        let parts = item.split(separator: " ")
        guard parts.count == 2, let id = Int(parts[0]), let role = BrandRole(rawValue: String(parts[1])) else { return item }
        return "\(brandNames[id] ?? "Brand \(id)") (\(role.rawValue))"
    }

    /// The items of a list, in words.
    func items(_ field: String, _ text: String) -> [String] {
        text.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }.map { item in
            switch field {
            case "scopes": Scope(rawValue: item)?.title ?? item
            // Entries of older versions hold names already.
            case "brands": Int(item).map { brandNames[$0] ?? "Brand \($0)" } ?? item
            case "brand_roles": brandRole(item)
            default: item
            }
        }
    }
}
