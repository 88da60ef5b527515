internal import Catalog
internal import Visibility

/// How visible a brand is, against the period before.
struct BrandOverviewPage: Page {
    static let template = Template.brandOverview

    let title: String
    let brandHeading: String
    let lead: String
    let form: ViewForm
    var report: BrandReport
    let isEmpty: Bool
    /// It is empty because of the filters.
    let isFilteredOut: Bool
    let clearedURL: String
    /// Shares what is shown; `nil` for who may not.
    let shareURL: String?
    /// Set where there is nothing to show.
    var newest: NewestAnswer?

    init(
        _ report: BrandReport, view: BrandView, trend: TrendMetric, choices: ViewChoices, today: Day, _ visit: BrandVisit
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        let path = SitePath.brand(slug, brand.id)
        let hidden = trend == .presence ? [] : [(name: "trend", value: trend.rawValue)]
        title = brand.name
        brandHeading = brand.name
        lead = report.lead
        form = ViewForm(view, choices: choices, today: today, at: path, hidden: hidden)
        self.report = report
        isEmpty = report.isEmpty
        isFilteredOut = report.isEmpty && view.isFiltered
        clearedURL = view.unfiltered.address(path)
        shareURL =
            visit.role.may(.shareBrands) && !brand.isArchived ? view.address(.newShare(slug, brand.id)) : nil
    }
}
