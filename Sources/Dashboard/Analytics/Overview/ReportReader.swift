internal import Catalog
internal import Visibility

/// Who reads a brand's report, and so where its links lead.
enum ReportReader: Sendable {
    /// A member of the organization, who may ask further.
    /// - Parameter baseURL: of this server.
    case member(slug: String, brand: Int, baseURL: String)
    /// Somebody who has the link to the report, and reaches nothing else.
    case holder(link: String)

    private var path: SitePath {
        switch self {
        case .member(let slug, let brand, _): .brand(slug, brand)
        case .holder(let link): .shared(link: link)
        }
    }

    /// What the address says: for a holder the view is not among it, since the link has one.
    private func items(_ view: BrandView, _ trend: TrendMetric) -> [(name: String, value: String)] {
        let shown = trend == .presence ? [] : [(name: "trend", value: trend.rawValue)]
        return if case .member = self { view.items + shown } else { shown }
    }

    /// The report with the trend of this metric, at that chart: the page does not jump to its top.
    func trendURL(_ view: BrandView, _ trend: TrendMetric) -> String {
        "\(path.address(items(view, trend)))#\(OverviewChart.trend.rawValue)"
    }

    func fileURL(_ chart: OverviewChart, _ view: BrandView, _ trend: TrendMetric) -> String {
        let file = "\(chart.rawValue).csv"
        let path: SitePath =
            switch self {
            case .member(let slug, let brand, _): .overviewChart(slug, brand, file)
            case .holder(let link): .sharedChart(link: link, file)
            }
        return path.address(items(view, trend))
    }

    /// `nil` where there is no way on.
    func promptURL(_ prompt: Int, _ view: BrandView) -> String? {
        guard case .member(let slug, let brand, _) = self else { return nil }
        return view.address(.prompt(slug, brand, prompt))
    }

    /// The report of one platform only; `nil` where the reader chooses nothing, as everywhere below.
    func platformURL(_ view: BrandView, _ trend: TrendMetric, _ platform: Platform) -> String? {
        guard case .member = self else { return nil }
        var only = view
        only.platforms = [platform]
        return path.address(items(only, trend))
    }

    func competitorURL(_ view: BrandView, _ competitor: Int) -> String? {
        guard case .member(let slug, let brand, _) = self else { return nil }
        return view.address(.competitor(slug, brand, competitor))
    }

    func domainURL(_ view: BrandView, _ domain: String) -> String? {
        guard case .member(let slug, let brand, _) = self else { return nil }
        return view.address(.sourceDomain(slug, brand), ["domain": domain])
    }

    /// What is said where gains and losses would be, of a view that is compared with nothing.
    var hint: String {
        if case .member = self {
            "Compare with an earlier period to see what moved."
        } else {
            "This report is compared with no other period."
        }
    }

    /// `nil` for who can have no key.
    func apiCall(_ query: ChartQuery) -> String? {
        guard case .member(_, let brand, let baseURL) = self else { return nil }
        return APICall(query, brand: brand, baseURL: baseURL).text
    }
}
