internal import Catalog
internal import Visibility

/// The form over a page about a brand's answers that says which ones.
struct ViewForm: Sendable {
    let viewURL: String
    /// Why nothing is shown.
    var viewComplaint: String?
    let periods: [FormField.Option]
    /// Whether other dates are shown than a period of the list.
    let hasDates: Bool
    let from: String
    let to: String
    /// Empty where nothing is compared.
    let againsts: [FormField.Option]
    let hasAgainsts: Bool
    var pickers: [FilterPicker]
    /// Shows the same days without filters; `nil` where there are none.
    let clearURL: String?
    /// What else stands in the address of the page.
    let viewHidden: [HiddenField]
    /// How many filters are set, for where they are folded away; `nil` without any.
    let viewPicked: String?
    /// What is shown, in the words that are printed in place of the form.
    let viewOnPaper: String
    /// Whether its button stands at its end; no where the page has more fields of it, and the button behind those.
    var hasViewButton = true

    /// - Parameters:
    ///   - path: of the page.
    ///   - hidden: what else its address says.
    ///   - clearURL: shows the page without filters, where it has some of its own.
    init(
        _ view: BrandView, choices: ViewChoices, today: Day, at path: SitePath,
        hidden: [(name: String, value: String)] = [], clearURL: String? = nil
    ) {
        self.init(view, choices: choices, today: today, at: path.address, hidden: hidden, clearURL: clearURL)
    }

    /// - Parameters:
    ///   - path: of the page, without a query.
    ///   - days: the dates in the form, of a page that has other ones than the view.
    init(
        _ view: BrandView, choices: ViewChoices, today: Day, at path: String, hidden: [(name: String, value: String)] = [],
        clearURL: String? = nil, days: ListedDays? = nil
    ) {
        viewURL = path
        if let dates = view.refusedDates {
            (from, to) = (dates.first?.iso8601 ?? "", dates.last?.iso8601 ?? "")
        } else if let days {
            (from, to) = (days.first?.iso8601 ?? "", days.last?.iso8601 ?? "")
        } else if case .range(let days) = view.period {
            (from, to) = (days.lowerBound.iso8601, days.upperBound.iso8601)
        } else {
            (from, to) = ("", "")
        }
        hasDates = view.refusedDates != nil || !from.isEmpty || !to.isEmpty
        let chosen = hasDates ? FieldReader.datesChosen : days.map { $0.period?.text ?? "" } ?? view.period.text
        periods =
            ((days == nil ? [] : [FormField.Option("", "All days")])
            + PeriodChoice.offered.map { FormField.Option($0.text, $0.label) }
            + [FormField.Option(FieldReader.datesChosen, "Other dates")]).choosing([chosen])
        againsts =
            days == nil
            ? BrandView.Against.allCases.map { FormField.Option($0.rawValue, $0.label) }.choosing([view.against.rawValue]) : []
        hasAgainsts = !againsts.isEmpty
        pickers = FilterPicker.all(view, choices)
        if let clearURL {
            self.clearURL = clearURL
        } else if view.isFiltered {
            let rest = PercentEncoding.query(view.unfiltered.items + hidden)
            self.clearURL = rest.isEmpty ? path : "\(path)?\(rest)"
        } else {
            self.clearURL = nil
        }
        var kept = hidden
        if hasDates { kept.append((FieldReader.datesShown, FieldReader.datesChosen)) }
        // What the form has no field for.
        if !hasAgainsts, view.against != .before { kept.append(("against", view.against.rawValue)) }
        viewHidden = kept.map { HiddenField($0.name, $0.value) }
        let picked = pickers.count(where: \.isPicked) + (hasDates ? 1 : 0)
        viewPicked = picked > 0 ? String(picked) : nil
        viewOnPaper = ([days?.words ?? view.words(today: today)] + view.filterWords(of: choices.brand)).joined(separator: " · ")
    }

    /// The days of a list that is about all of them where its address names none.
    struct ListedDays: Hashable, Sendable {
        var period: PeriodChoice?
        var first: Day?
        var last: Day?

        fileprivate var words: String {
            let (from, to) = (first.map { CalendarDay($0).shortWithYear }, last.map { CalendarDay($0).shortWithYear })
            return switch (from, to) {
            case (let from?, let to?): "\(from) to \(to)"
            case (let from?, nil): "From \(from)"
            case (nil, let to?): "Until \(to)"
            case (nil, nil): period?.label ?? "All days"
            }
        }
    }
}

/// What there is to choose from for the filters of a brand's pages.
struct ViewChoices: Sendable {
    let brand: Brand
    let labels: PromptLabels
    /// Of the answers in the period, the most frequent first.
    let countries: [String]

    /// Asked together with the charts of a page.
    static func countriesQuery(_ view: BrandView, today: Day) -> ChartQuery {
        view.unfiltered.query([.dimension(.country), .metric(.responses)], today: today, isCompared: false)
    }

    init(brand: Brand, labels: PromptLabels, countries answer: ChartAnswer) {
        self.brand = brand
        self.labels = labels
        countries = (0..<answer.rowCount).compactMap { row in
            answer.text(.country, row).map { ($0, answer.number(.responses, row) ?? 0) }
        }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map(\.0)
    }
}
