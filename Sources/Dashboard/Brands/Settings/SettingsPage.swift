internal import Catalog

/// A section of a brand's settings that is one form.
struct SettingsPage: Page {
    static let template = Template.settings

    let title: String
    let notice: String?
    let head: SettingsHead
    let form: FormView
    let problems: [Problem]
    let hasProblems: Bool

    init(_ section: SettingsSection, _ visit: BrandVisit, _ form: FormView, notice: String? = nil) {
        title = "\(section.label) · \(visit.brand.name)"
        self.notice = notice
        head = SettingsHead(visit, at: section)
        self.form = form
        problems = form.problems
        hasProblems = !problems.isEmpty
    }
}

extension SettingsSection {
    /// What saving does, where that is more than can be seen.
    var effect: String? {
        switch self {
        case .names: "These names hold from the moment you save them, and which prompts name the brand is worked out anew."
        default: nil
        }
    }
}

/// What a page of the settings says after something was done.
enum SettingsNotice: String {
    case saved, same, added, archived

    /// - Parameter name: of the part that the address tells the number of; from the brand, never from the address.
    static func sentence(in query: FormFields, name: (Int) -> String?) -> String? {
        let name = Int(query["part"]).flatMap(name)
        return switch SettingsNotice(rawValue: query["done"]) {
        case .saved: name.map { "\($0) was saved." } ?? "Saved."
        case .same: "Nothing was different, so nothing was changed."
        case .added: name.map { "\($0) was added." }
        case .archived: "It was archived."
        case nil: nil
        }
    }

    func address(_ path: SitePath, part: Int? = nil) -> String {
        path.address(["done": rawValue, "part": part.map(String.init) ?? ""])
    }
}
