internal import Catalog
internal import Visibility

/// All brands of an organization, so that one sees which of them needs a look.
struct OverviewPage: Page {
    static let template = Template.overview
    var title: String { "Overview" }

    let organization: String
    let isGuest: Bool
    let period: String
    let attention: NoticesModel?
    let orders: [Chrome.MenuEntry]
    let rows: [Row]
    let hasRows: Bool
    /// Nothing was answered about these in the period.
    let quiet: [BrandLink]
    let hasQuiet: Bool
    let archived: [BrandLink]
    let hasArchived: Bool
    let archivedCount: String
    let isEmpty: Bool
    let fileURL: String
    /// For who may make one.
    let newBrandURL: String?

    struct BrandLink: Sendable {
        let name: String
        let website: String
        let url: String
    }

    struct Row: Sendable {
        let name: String
        let website: String
        let url: String
        let presence: String
        let presenceChange: Change?
        let spark: Sparkline?
        let sparkWords: String
        let position: String
        let sentiment: String
        let answers: String
        /// Not all of its numbers are by what the brand is now.
        let isMixed: Bool
    }

    /// - Parameter mixed: brands whose answers are not all evaluated by what they are now.
    init(
        _ organization: Organization, role: Role, pulses: [BrandPulse], archived: [Brand], order: BrandRanking,
        period days: ClosedRange<Day>, mixed: [Brand], attention: NoticesModel?, words: DateWords
    ) {
        let slug = organization.slug
        self.organization = organization.name
        self.attention = attention
        isGuest = role == .guest
        period = "\(days.words), against the \(days.dayCount) days before"
        orders = BrandRanking.allCases.map {
            Chrome.MenuEntry(
                label: $0.label, url: SitePath.organization(slug).address($0 == .falls ? [:] : ["sort": $0.rawValue]),
                isHere: $0 == order)
        }
        let sorted = order.sorted(pulses)
        let mixed = Set(mixed.map(\.id))
        rows = sorted.filter { $0.answers > 0 }.map { Row($0, isMixed: mixed.contains($0.brand.id), slug: slug) }
        func links(_ brands: [Brand]) -> [BrandLink] {
            brands.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
                .map { BrandLink(name: $0.name, website: $0.content.website, url: SitePath.brand(slug, $0.id).address) }
        }
        quiet = links(sorted.filter { $0.answers == 0 }.map(\.brand))
        self.archived = links(archived)
        archivedCount = counted(archived.count, "archived brand")
        (hasRows, hasQuiet, hasArchived) = (!rows.isEmpty, !quiet.isEmpty, !archived.isEmpty)
        isEmpty = pulses.isEmpty && archived.isEmpty
        fileURL = SitePath.overviewFile(slug).address(order == .falls ? [:] : ["sort": order.rawValue])
        newBrandURL = role.may(.manageBrands) ? SitePath.newBrand(slug).address : nil
    }
}

extension OverviewPage.Row {
    init(_ pulse: BrandPulse, isMixed: Bool, slug: String) {
        self.isMixed = isMixed
        name = pulse.brand.name
        website = pulse.brand.content.website
        url = SitePath.brand(slug, pulse.brand.id).address
        presence = Metric.brandPresence.words(pulse.presence)
        presenceChange = Metric.brandPresence.change(from: pulse.presenceBefore, to: pulse.presence)
        spark = Sparkline(pulse.weeks)
        sparkWords = Sparkline.words(pulse.weeks, of: .brandPresence, by: .dateWeek)
        position = Metric.brandPosition.words(pulse.position)
        sentiment = Metric.brandSentiment.words(pulse.sentiment)
        answers = grouped(pulse.answers)
    }
}
