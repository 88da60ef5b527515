internal import Catalog
internal import Visibility

/// Which of a brand's answers a page looks at, and what they are compared with. All of it stands in the address, so a view is a link.
struct BrandView: Hashable, Sendable {
    /// What the answers are compared with.
    enum Against: String, CaseIterable, Sendable {
        /// As many days before.
        case before
        /// The same days a year before.
        case year
        case nothing

        var mode: Comparison.Mode? {
            switch self {
            case .before: .priorPeriod
            case .year: .priorYear
            case .nothing: nil
            }
        }

        var label: String {
            switch self {
            case .before: "The period before"
            case .year: "The year before"
            case .nothing: "Nothing"
            }
        }
    }

    var period = PeriodChoice.standard
    var against = Against.before
    var platforms: [Platform] = []
    var tags: [String] = []
    var topics: [String] = []
    var personas: [Int] = []
    var stages: [String] = []
    /// Two capital letters each.
    var countries: [String] = []
    /// Prompts that name the brand, or those that do not.
    var isBranded: Bool?
    /// What of the address could not be understood, in a sentence.
    private(set) var complaint: String?
    /// For the form, in which they can be put right.
    private(set) var refusedDates: FieldReader.RefusedDates?

    init() {}

    /// What makes no sense is left out, and said in ``complaint``.
    init(_ fields: FormFields, today: Day) {
        var reader = FieldReader(fields)
        period = reader.period(today: today) ?? .standard
        against = reader.choice("against", of: Against.self, else: "nothing to compare with") ?? .before
        platforms = reader.values("platform", else: "no platform", Platform.init(rawValue:))
        tags = reader.texts("tag")
        topics = reader.texts("topic")
        personas = reader.values("persona", else: "not the number of a persona") { Int($0) }
        stages = reader.texts("stage")
        countries = reader.listed("country", else: "no country, which is two letters such as DE", Self.country)
        isBranded = reader.flag("branded")
        complaint = reader.complaint
        refusedDates = reader.refusedDates
    }

    /// The same without personas that the brand never had, which it complains of.
    /// - Parameter known: the numbers of those that it has or had.
    func keeping(personas known: Set<Int>) -> BrandView {
        let unknown = personas.filter { !known.contains($0) }
        guard !unknown.isEmpty else { return self }
        var view = self
        view.personas.removeAll { !known.contains($0) }
        let sentences = unknown.prefix(5).map { "The brand has no persona \($0), and never had one." }
        view.complaint = ([complaint].compactMap(\.self) + sentences).joined(separator: " ")
        return view
    }

    private static func country(_ text: String) -> String? {
        let letters = text.uppercased()
        return letters.utf8.count == 2 && letters.utf8.allSatisfy { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 } ? letters : nil
    }

    /// The fields of an address that it is read from.
    static let fieldNames: Set<String> = [
        "period", "from", "to", FieldReader.datesShown, "against", "platform", "tag", "topic", "persona", "stage", "country",
        "branded",
    ]

    /// What ``init(_:today:)`` reads as this view. What is standard is left out.
    var items: [(name: String, value: String)] {
        var items: [(name: String, value: String)] = []
        if case .range(let days) = period {
            items = [("from", days.lowerBound.iso8601), ("to", days.upperBound.iso8601)]
        } else if period != .standard {
            items.append(("period", period.text))
        }
        if against != .before { items.append(("against", against.rawValue)) }
        items += platforms.map { ("platform", $0.rawValue) }
        items += tags.map { ("tag", $0) }
        items += topics.map { ("topic", $0) }
        items += personas.map { ("persona", String($0)) }
        items += stages.map { ("stage", $0) }
        items += countries.map { ("country", $0) }
        if let isBranded { items.append(("branded", isBranded ? "yes" : "no")) }
        return items
    }

    /// For a list that is about all days where its address names none.
    var itemsWithDays: [(name: String, value: String)] {
        if case .range = period { return items }
        return [("period", period.text)] + items.filter { $0.name != "period" }
    }

    func address(_ path: SitePath, _ more: KeyValuePairs<String, String> = [:]) -> String {
        path.address(items + more.map { ($0.key, $0.value) })
    }

    /// What a plan of this view filters by.
    var filters: [QueryPlan.Filter] {
        var filters: [QueryPlan.Filter] = []
        func add(_ dimension: Dimension, _ values: [String]) {
            if !values.isEmpty { filters.append(QueryPlan.Filter(dimension, values)) }
        }
        add(.platform, platforms.map(\.name))
        add(.tag, tags)
        add(.promptTopic, topics)
        add(.personaID, personas.map(String.init))
        add(.stage, stages)
        add(.country, countries)
        if let isBranded { add(.branded, [isBranded ? "true" : "false"]) }
        return filters
    }

    /// What of it another brand has as well: its days, platforms and countries.
    var elsewhere: BrandView {
        var view = unfiltered
        (view.platforms, view.countries, view.isBranded) = (platforms, countries, isBranded)
        return view
    }

    /// - Throws: ``PageFailure`` (400) where the address says what was not understood.
    func check() throws(PageFailure) {
        try PageFailure.check(complaint)
    }

    /// Whether something beside the dates is chosen.
    var isFiltered: Bool { !filters.isEmpty }

    /// The same dates, unfiltered.
    var unfiltered: BrandView {
        var view = BrandView()
        view.period = period
        view.against = against
        return view
    }

    /// A question about this view.
    func query(_ fields: [QueryPlan.Field], today: Day, filters more: [QueryPlan.Filter] = [], isCompared: Bool = true)
        -> ChartQuery
    {
        let plan = QueryPlan(fields: fields, period: period.days(today: today), filters: filters + more)
        return isCompared ? compared(plan, today: today) : ChartQuery(plan: plan)
    }

    /// A plan for the days of this view, beside what they are compared with.
    func compared(_ plan: QueryPlan, today: Day) -> ChartQuery {
        ChartQuery(plan: plan, mode: against.mode, earlier: against == .year ? period.yearBefore(today: today) : nil)
    }

    /// `fabrikam-trend-2026-08-24-to-2026-11-22`: what a file of its numbers is called, in ASCII and without its ending.
    /// - Parameter page: what the file shows.
    func fileName(_ page: String, of brand: Brand, today: Day) -> String {
        let words = brand.name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = words.isEmpty ? "brand-\(brand.id)" : String(words.joined(separator: "-").prefix(40))
        let days = period.days(today: today)
        return "\(name)-\(page)-\(days.lowerBound.iso8601)-to-\(days.upperBound.iso8601)"
    }

    /// `24 Aug – 22 Nov 2026, against the 91 days before`
    func words(today: Day) -> String {
        let days = period.days(today: today)
        switch against {
        case .before: return "\(days.words), against the \(days.dayCount == 1 ? "day" : "\(grouped(days.dayCount)) days") before"
        case .year:
            let weeks = period.yearBefore(today: today)
            return "\(days.words), against \(weeks?.words ?? "the same days a year before")"
        case .nothing: return days.words
        }
    }
}
