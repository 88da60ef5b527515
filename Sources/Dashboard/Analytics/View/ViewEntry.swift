internal import Catalog
internal import HTTPTypes
internal import Hummingbird
internal import Visibility

extension SiteEntry {
    typealias BrandAnswer = @Sendable (BrandVisit, PageRequest) async throws -> Response

    /// A page about a part of a brand's answers, which its address names.
    ///
    /// An address that asks for what this version does not know is not answered by other numbers: the page then has the form, which says
    /// why, and nothing else. The same goes for what the engine refuses. What a form sends without saying anything leaves the address.
    ///
    /// - Parameter others: reads what the address says beside the view, where that can be said in fewer fields than were sent.
    static func view(
        _ route: SiteRoute, _ site: Site, at area: BrandArea,
        others: @escaping @Sendable (FormFields) -> OtherFields = { OtherFields(items: $0.pairs) },
        _ answer: @escaping BrandAnswer
    ) -> SiteEntry {
        .brand(route, .seeBrands, site) { visit, page in
            let others = others(page.query)
            let asked = AskedView(page, route, visit.view, others: others.items)
            do {
                try visit.view.check()
                try PageFailure.check(others.complaint)
                if page.isUntidy { return .seeOther(asked.address) }
                return try await answer(visit, page)
            } catch let failure as PageFailure where failure.status == .badRequest {
                let choices = try await site.choices(for: visit.view, visit, page)
                let model = RefusedViewPage(failure, asked, choices: choices, today: site.today, visit, at: area)
                return site.page(model, for: visit, at: area, status: failure.status)
            }
        }
    }

    /// A file with the numbers of such a page.
    static func viewFile(_ route: SiteRoute, _ site: Site, _ answer: @escaping BrandAnswer) -> SiteEntry {
        .brand(route, .seeBrands, site) { visit, page in
            try visit.view.check()
            return try await answer(visit, page)
        }
    }
}

/// What the address of a page says beside the view.
struct OtherFields: Sendable {
    /// As far as it was understood, as the address has it.
    var items: [(name: String, value: String)]
    /// What was not, in a sentence: nothing is tidied away then.
    var complaint: String?
}

/// The address of a page that is about a view.
struct AskedView: Sendable {
    /// Without what stands behind the question mark.
    let path: String
    let view: BrandView
    /// What it says beside the view.
    let others: [(name: String, value: String)]

    init(_ page: PageRequest, _ route: SiteRoute, _ view: BrandView, others: [(name: String, value: String)]) {
        let segments = route.pattern.split(separator: "/").map { segment in
            segment.first == ":"
                ? PercentEncoding.encode(page.context.parameters.get(String(segment.dropFirst())) ?? "") : String(segment)
        }
        path = "/" + segments.joined(separator: "/")
        self.view = view
        self.others = others.filter { !BrandView.fieldNames.contains($0.name) && !$0.value.isEmpty }
    }

    /// The same, with only what says something.
    var address: String {
        let query = PercentEncoding.query(view.items + others)
        return query.isEmpty ? path : "\(path)?\(query)"
    }
}

extension Site {
    /// What there is to choose from over a page that shows no numbers.
    func choices(for view: BrandView, _ visit: BrandVisit, _ page: PageRequest) async throws -> ViewChoices {
        let labels = try await catalog.prompts.labels(of: visit.brand)
        let countries = try await analyst.answer([ViewChoices.countriesQuery(view, today: today)], of: visit.brand.id, for: page)
        return ViewChoices(brand: visit.brand, labels: labels, countries: countries[0])
    }
}
