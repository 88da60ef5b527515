internal import APIKeys
internal import Catalog
internal import Visibility

/// Which responses a list shows, and which part of it, as the address says it.
///
/// Filters that charts have too are named and read as there, so a view of a chart and a list of its responses differ in the path only;
/// but without dates a list is about all there is.
struct ResponseQuery: Hashable, Sendable {
    static let pageSize = 25

    let words: SearchQuery
    /// Platforms, tags, topics, personas, stages, countries and whether prompts name the brand.
    let view: BrandView
    /// Days of UTC, both included.
    let days: ViewForm.ListedDays
    let prompt: Int?
    let isMentioned: Bool?
    /// That is named.
    let competitor: Int?
    let sentiment: Sentiment?
    let citesBrand: Bool?
    let hasShopping: Bool?
    let part: AnswerPart
    /// What of the address could not be understood, in a sentence; then no list is shown.
    let complaint: String?

    /// - Parameter view: that of the address, where somebody has read it already.
    init(_ fields: FormFields, _ view: BrandView? = nil, today: Day) {
        var reader = FieldReader(fields)
        words = SearchQuery(fields["q"].trimmed)
        let view = view ?? BrandView(fields, today: today)
        self.view = view
        days = Self.days(fields, view, today: today)
        prompt = reader.one("prompt", else: "not the number of a prompt") { Int($0) }
        isMentioned = reader.flag("mentioned")
        competitor = reader.one("competitor", else: "not the number of a competitor") { Int($0) }
        sentiment = reader.one("sentiment", else: "no tone", Sentiment.init(rawValue:))
        citesBrand = reader.flag("cites")
        hasShopping = reader.flag("shopping")
        // What is no place in the list is its beginning.
        part =
            Self.place(fields["before"]).map { .older(than: $0) } ?? Self.place(fields["after"]).map { .newer(than: $0) }
            ?? .newest
        let complaints = [view.complaint, reader.complaint].compactMap(\.self)
        complaint = complaints.isEmpty ? nil : complaints.joined(separator: " ")
    }

    private static func days(_ fields: FormFields, _ view: BrandView, today: Day) -> ViewForm.ListedDays {
        if case .range(let range) = view.period {
            return ViewForm.ListedDays(
                period: nil, first: fields["from"].isEmpty ? nil : range.lowerBound,
                last: fields["to"].isEmpty ? nil : range.upperBound)
        }
        guard let period = PeriodChoice(fields["period"]) else { return ViewForm.ListedDays() }
        return ViewForm.ListedDays(period: period)
    }

    private static func word(_ flag: Bool?) -> String { flag.map { $0 ? "yes" : "no" } ?? "" }

    // MARK: Places

    /// `1795465200000.17`: the moment in milliseconds and the id.
    private static func place(_ text: String) -> AnswerPlace? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let moment = Int64(parts[0]), let id = Int(parts[1]) else { return nil }
        return AnswerPlace(createdAt: Timestamp(milliseconds: moment), id: id)
    }

    private static func text(_ place: AnswerPlace) -> String { "\(place.createdAt.milliseconds).\(place.id)" }

    // MARK: What it asks for

    /// Whether the engine counts by what it asks for: of competitors it knows those in use.
    func isCountable(of brand: Brand) -> Bool {
        words.text.isEmpty && sentiment == nil && citesBrand == nil && hasShopping == nil
            && competitor.map { id in brand.competitors.contains { $0.id == id } } ?? true
    }

    /// How many it is about; `nil` where nobody counts them, and where they are all of these days.
    func total(of brand: Brand, today: Day) -> ChartQuery? {
        guard isCountable(of: brand), view.isFiltered || prompt != nil || isMentioned != nil || competitor != nil else {
            return nil
        }
        var only = prompt.map { [QueryPlan.Filter(.promptID, [String($0)])] } ?? []
        if let competitor { only.append(QueryPlan.Filter(.competitorID, [String(competitor)])) }
        var query = span(today: today).query(
            [.metric(.responses), .metric(.competitorPresence)], today: today, filters: only, isCompared: false)
        query.plan.namesBrand = isMentioned
        return query
    }

    /// - Parameter answer: to ``total(today:)``, or one whose rows have all of these days between them.
    func count(_ answer: ChartAnswer) -> Int {
        Int(competitor == nil ? answer.sum(.responses).now : answer.naming(0).now)
    }

    /// The view in the days of the list.
    func span(today: Day) -> BrandView {
        let (first, last) = bounds(today: today)
        var span = view
        span.period = .range((first ?? .first)...(last ?? .last))
        return span
    }

    /// - Parameter today: the last day of a period.
    func filter(today: Day) -> AnswerFilter {
        var filter = AnswerFilter()
        filter.words = words
        let (first, last) = bounds(today: today)
        filter.from = first.map { Timestamp(milliseconds: Int64($0.number) * 86_400_000) }
        filter.until = last.map { Timestamp(milliseconds: Int64($0.number + 1) * 86_400_000) }
        (filter.platforms, filter.personas, filter.countries) = (view.platforms, view.personas, view.countries)
        (filter.stages, filter.tags, filter.topics) = (view.stages, view.tags, view.topics)
        (filter.isBranded, filter.prompt, filter.isMentioned) = (view.isBranded, prompt, isMentioned)
        filter.competitor = competitor
        (filter.sentiment, filter.citesBrand, filter.hasShopping) = (sentiment, citesBrand, hasShopping)
        return filter
    }

    /// The first and the last day, both included.
    func bounds(today: Day) -> (first: Day?, last: Day?) {
        guard let period = days.period?.days(today: today) else { return (days.first, days.last) }
        return (period.lowerBound, period.upperBound)
    }

    /// Whether it leaves anything out.
    var isNarrow: Bool {
        !words.isEmpty || isDetailed || prompt != nil || view.isFiltered || days != ViewForm.ListedDays()
    }

    /// Whether it uses what the page keeps out of sight until it is asked for.
    var isDetailed: Bool {
        isMentioned != nil || competitor != nil || sentiment != nil || citesBrand != nil || hasShopping != nil
    }

    // MARK: Addresses

    /// As the address has them, but for the part.
    var items: [(name: String, value: String)] {
        var chosen = view
        chosen.period = .standard
        let first = [
            (name: "q", value: words.text), ("period", days.period?.text ?? ""), ("from", days.first?.iso8601 ?? ""),
            ("to", days.last?.iso8601 ?? ""),
        ]
        return first + chosen.items + [("prompt", prompt.map(String.init) ?? "")] + ownItems
    }

    /// What only a list of responses can be asked.
    private var ownItems: [(name: String, value: String)] {
        [
            ("mentioned", Self.word(isMentioned)), ("competitor", competitor.map(String.init) ?? ""),
            ("sentiment", sentiment?.rawValue ?? ""), ("cites", Self.word(citesBrand)),
            ("shopping", Self.word(hasShopping)),
        ]
    }

    /// The same, and the part.
    var itemsWithPart: [(name: String, value: String)] {
        switch part {
        case .newest: items
        case .older(let place): items + [("before", Self.text(place))]
        case .newer(let place): items + [("after", Self.text(place))]
        }
    }

    func address(_ path: SitePath, older place: AnswerPlace) -> String {
        path.address(items + [("before", Self.text(place))])
    }

    func address(_ path: SitePath, newer place: AnswerPlace) -> String { path.address(items + [("after", Self.text(place))]) }

    /// Without the filter for one prompt.
    func addressOfAllPrompts(_ path: SitePath) -> String { path.address(items.filter { $0.name != "prompt" }) }
}
