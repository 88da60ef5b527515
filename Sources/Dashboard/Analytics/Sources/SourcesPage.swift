internal import Catalog
internal import Visibility

/// Who is cited where the brand could be: by owner, by domain, and which pages of the brand.
struct SourcesPage: Page {
    static let template = Template.sources

    let title: String
    let lead: String
    let form: ViewForm
    let isEmpty: Bool
    /// It is empty because of the filters.
    let isFilteredOut: Bool
    let clearedURL: String
    let longerURL: String
    let owners: [OwnerCard]
    let ownerTools: DataTools
    let tabs: [Tab]
    let orders: [FormField.Option]
    let searchURL: String
    let search: String
    let searchHidden: [HiddenField]
    let domainTools: DataTools
    let domains: [DomainLine]
    let hasDomains: Bool
    let domainCount: String
    let pager: Pager
    let ownPages: CitedPages

    /// How much of what is cited is whose.
    struct OwnerCard: Sendable {
        let ownerLabel: String
        let ownerShare: String
        let ownerChange: Change?
        let ownerWords: String
        /// Shows only their domains.
        let ownerURL: String
        let isShown: Bool
    }

    struct Tab: Sendable {
        let tabLabel: String
        let tabURL: String
        let isHere: Bool
    }

    struct DomainLine: Sendable {
        let domainRank: Int
        let domainName: String
        /// `nil` for addresses that have no domain.
        let domainURL: String?
        let domainOwner: String
        let isOwn: Bool
        let domainAnswers: String
        let domainChange: Change?
        let domainCitations: String
    }

    static let mostOwnPages = 10

    /// - Parameter charts: of each, the part of the page.
    init(
        totals: ChartAnswer, charts: [SourceChart: ChartAnswer], view: BrandView, query: SourcesQuery, choices: ViewChoices,
        today: Day, _ visit: BrandVisit, baseURL: String
    ) {
        let (slug, brand) = (visit.slug, visit.brand)
        let path = SitePath.sources(slug, brand.id)
        func address(_ change: (inout SourcesQuery) -> Void) -> String {
            var other = query
            other.page = 1
            change(&other)
            let page = other.page > 1 ? [(name: "page", value: String(other.page))] : []
            return path.address(view.items + other.items + page)
        }
        func answer(_ chart: SourceChart) -> ChartAnswer {
            charts[chart]?.compared(by: totals)
                ?? ChartAnswer(chart.part(view, query, today: today), QueryResult(columns: [], rowCount: 0))
        }
        func tools(_ chart: SourceChart, of name: String, _ call: ChartQuery? = nil, note: String? = nil) -> DataTools {
            let answer = answer(chart)
            let csv = SitePath.sourceChart(slug, brand.id, "\(chart.rawValue).csv").address(view.items + query.items)
            return DataTools(
                chart.rawValue, of: name, csv: csv, query: call ?? answer.query, count: answer.groupCount, brand: brand.id,
                baseURL: baseURL, note: note ?? DataTools.sortedNote)
        }
        let citing = Int(totals.whole(.citingResponses).now ?? 0)
        title = "Sources · \(brand.name)"
        lead = view.lead(
            totals, today: today, saying: ["\(grouped(citing)) of \(counted(totals.wholeCount, "answer")) cite a page"])
        form = ViewForm(view, choices: choices, today: today, at: path, hidden: query.items)
        isEmpty = citing == 0
        isFilteredOut = isEmpty && view.isFiltered
        clearedURL = view.unfiltered.address(path)
        var longer = view
        longer.period = .weeks(52)
        longerURL = longer.address(path)
        owners = Self.owners(OwnerShares(answer(.owners)), shown: query.owner) { owner in address { $0.owner = owner } }
        ownerTools = tools(.owners, of: "the owners")
        tabs =
            [Tab(tabLabel: "All domains", tabURL: address { $0.owner = nil }, isHere: query.owner == nil)]
            + SourceType.allCases.map { owner in
                Tab(tabLabel: owner.label, tabURL: address { $0.owner = owner }, isHere: query.owner == owner)
            }
        orders = SourcesQuery.Order.allCases.map { FormField.Option($0.rawValue, $0.label) }.choosing([query.order.rawValue])
        searchURL = path.address
        search = query.search
        searchHidden = (view.items + [(name: "owner", value: query.owner?.rawValue ?? "")]).filter { !$0.value.isEmpty }
            .map { HiddenField($0.name, $0.value) }
        let found = answer(.domains)
        let count = found.groupCount
        let call = query.call(found)
        domainTools = tools(.domains, of: "the domains", call.query, note: call.note)
        let names = DomainOwners(brand)
        let page = Pager.shown(query.page, size: SourcesQuery.pageSize, total: count)
        let start = (page - 1) * SourcesQuery.pageSize
        domains = (0..<found.rowCount).dropFirst(start).prefix(SourcesQuery.pageSize).map { row in
            let (domain, owner) = (found.text(.sourceDomain, row), found.text(.sourceType, row))
            let (now, before) = found.counts(.citingResponses, row)
            return DomainLine(
                domainRank: row + 1,
                domainName: domain.map { Dimension.sourceDomain.words($0).oneLine(most: 120) } ?? "Addresses without a domain",
                domainURL: domain.map { view.address(.sourceDomain(slug, brand.id), ["domain": $0]) },
                domainOwner: names.name(owner.flatMap(SourceType.init(rawValue:)), of: domain),
                isOwn: owner == SourceType.brand.rawValue,
                domainAnswers: Metric.citingResponses.words(now),
                domainChange: Metric.citingResponses.change(from: before, to: now),
                domainCitations: Metric.citations.words(found.counts(.citations, row).now))
        }
        hasDomains = !domains.isEmpty
        domainCount = counted(count, "domain")
        pager = Pager(page: page, size: SourcesQuery.pageSize, shown: domains.count, total: count) { page in
            address { $0.page = page }
        }
        ownPages = CitedPages(
            "Your own pages that are cited most", note: "Pages on the websites of \(brand.name), by how many answers cite them.",
            tools: tools(.ownPages, of: "your own pages"), answer(.ownPages), most: Self.mostOwnPages)
    }

    private static func owners(_ shares: OwnerShares, shown: SourceType?, address: (SourceType) -> String) -> [OwnerCard] {
        shares.shares.map { share in
            let change = Metric.brandCitationShare.change(from: share.shareBefore, to: share.share)
            return OwnerCard(
                ownerLabel: share.owner.label, ownerShare: Metric.brandCitationShare.words(share.share),
                ownerChange: share.owner == .brand ? change : change?.unjudged,
                ownerWords: "\(counted(Int(share.citations), "citation")) on \(counted(share.domains, "domain"))",
                ownerURL: address(share.owner), isShown: share.owner == shown)
        }
    }
}
