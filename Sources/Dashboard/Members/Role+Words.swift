internal import Catalog

extension Role {
    var word: String {
        switch self {
        case .admin: "Admin"
        case .editor: "Editor"
        case .viewer: "Viewer"
        case .guest: "Guest"
        }
    }

    var explanation: String {
        switch self {
        case .admin: "Everything: keys, brands, members and the audit log."
        case .editor: "Reads every brand, and changes settings and prompts."
        case .viewer: "Reads every brand. Can be made an editor of single ones."
        case .guest: "Reaches only the brands that you give them, and sees no others."
        }
    }

    /// What follows `will be able to`; nothing for a guest, whose brands say it.
    var deed: String {
        switch self {
        case .admin: "do everything: keys, brands, members and the audit log"
        case .editor: "read every brand, change settings and edit prompts"
        case .viewer: "read every brand"
        case .guest: ""
        }
    }

    /// `an editor`
    var withArticle: String { "\(self == .admin || self == .editor ? "an" : "a") \(rawValue)" }
}

extension BrandRole {
    var word: String { role.word }
}

extension MemberTerms {
    /// `Edits Fabrikam; reads Tailspin Toys`: what single brands add; `nil` where nothing does.
    func brandSentence(_ names: [Int: String]) -> String? {
        let parts = [(BrandRole.editor, "edits"), (.viewer, "reads")].compactMap { given, deed -> String? in
            let brands = brandRoles.filter { $0.value == given }.map { names[$0.key] ?? "brand \($0.key)" }.sorted()
            guard !brands.isEmpty else { return nil }
            let shown = brands.count > 5 ? brands.prefix(4) + ["\(brands.count - 4) more brands"] : brands[...]
            return "\(deed) \(Array(shown).inWords)"
        }
        if parts.isEmpty { return role == .guest ? "No brand yet" : nil }
        let text = parts.joined(separator: "; ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }
}
