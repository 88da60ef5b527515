package import APIKeys
package import Catalog
internal import Visibility

/// The view that a shared link shows, as it is stored: a query in the one spelling that the dashboard has for it.
package struct SharedView: Hashable, Sendable {
    let view: BrandView
    package let text: String

    init(_ view: BrandView) {
        // Read back once, so that of two spellings of one thing one is left.
        self.view = Self.read(Self.text(view))
        text = Self.text(self.view)
    }

    /// - Returns: `nil` for a text that this version would not write: what it does not understand of a filter it could only leave out, and
    ///   then the link would show more than was shared.
    package init?(stored text: String) {
        view = Self.read(text)
        guard view.complaint == nil, Self.text(view) == text else { return nil }
        self.text = text
    }

    /// Unlike an address it says also what is standard, which may be something else in another version.
    private static func text(_ view: BrandView) -> String {
        var items = [(name: "against", value: view.against.rawValue)]
        if !view.period.isFixed { items.append(("period", view.period.text)) }
        items += view.items.filter { !["against", "period"].contains($0.name) }
        return items.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }

    /// Both days of a range are stored, so it does not matter which day it is.
    private static func read(_ text: String) -> BrandView { BrandView(FormFields(query: text), today: Day(milliseconds: 0)) }

    /// As somebody copies it from the address of a brand's overview, with or without what stands before the question mark.
    /// - Throws: ``CatalogError/invalid(field:message:)`` with the field `view`, for what says nothing there.
    package init(typed text: String, at now: Timestamp) throws(CatalogError) {
        let query = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
        let fields = FormFields(query: String(query))
        let view = BrandView(fields, today: Day(milliseconds: Int(now.milliseconds)))
        if let complaint = view.complaint { throw .invalid(field: "view", message: complaint) }
        let taken = Set(view.items.map { "\($0.name)=\($0.value)" })
        for (name, value) in fields.pairs where !value.isEmpty {
            let isTaken =
                switch name {
                case "period": value == view.period.text
                case "from", "to": view.period.isFixed
                case "trend": TrendMetric(rawValue: value) != nil
                case "against": value == view.against.rawValue
                case "country": true
                default: taken.contains("\(name)=\(value)")
                }
            guard isTaken else {
                throw .invalid(
                    field: "view",
                    message: "“\(name)=\(value.prefix(40))” says nothing in a view. Copy it from the address of the overview.")
            }
        }
        let countries = fields.all("country").flatMap { $0.split { $0 == "," || $0 == " " } }
        guard countries.count == view.countries.count else {
            throw .invalid(field: "view", message: "A country is two letters, such as DE.")
        }
        self.init(view)
    }

    /// `Last 13 weeks, against the period before · ChatGPT, Claude · Tags: core`
    package func words(of brand: Brand) -> String { ([view.periodWords] + view.filterWords(of: brand)).joined(separator: " · ") }
}

extension PeriodChoice {
    /// Its days do not move on.
    var isFixed: Bool { if case .range = self { true } else { false } }

    /// It begins on a Monday and ends on a Sunday.
    fileprivate var isOfWeeks: Bool { if case .weeks = self { true } else { false } }
}

extension BrandView {
    /// The days as they were chosen: relative ones move on.
    var periodWords: String {
        let days: String = if case .range(let days) = period { days.words } else { period.label }
        return switch against {
        case .before: "\(days), against the period before"
        case .year: "\(days), against the same \(period.isOfWeeks ? "weeks" : "days") a year before"
        case .nothing: days
        }
    }

    /// What is filtered by, a text for each filter; none for all answers.
    func filterWords(of brand: Brand) -> [String] {
        func said(_ one: String, _ many: String, _ values: [String]) -> String? {
            guard !values.isEmpty else { return nil }
            let names = values.prefix(Self.mostNamed).map { $0.oneLine(most: 60) }.joined(separator: ", ")
            let more = values.count > Self.mostNamed ? " and \(values.count - Self.mostNamed) more" : ""
            return "\(values.count == 1 ? one : many): \(names)\(more)"
        }
        return [
            said("Platform", "Platforms", platforms.map(\.name)), said("Tag", "Tags", tags), said("Topic", "Topics", topics),
            said("Persona", "Personas", personas.map { PromptChoices.personaName($0, of: brand) }),
            said("Stage", "Stages", stages), said("Country", "Countries", countries),
            isBranded.map { $0 ? "Prompts that name the brand" : "Prompts that do not name the brand" },
        ].compactMap { $0 }
    }

    private static let mostNamed = 8
}
