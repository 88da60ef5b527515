internal import Catalog

/// The one page that shows a shared link, once.
struct ShareCreatedPage: Page {
    static let template = Template.shareCreated
    var title: String { "Copy the link now" }

    let recipient: String
    let link: String
    let brandName: String
    let viewWords: String
    let until: Moment
    let listURL: String

    init(_ made: ShareService.Made, address: String, _ visit: BrandVisit, words: DateWords) {
        recipient = made.share.recipient
        link = address
        brandName = visit.brand.name
        viewWords = SharedView(stored: made.share.view)?.words(of: visit.brand) ?? ""
        until = words.at(made.share.expiresAt)
        listURL = SitePath.shares(visit.slug, visit.brand.id).address
    }
}
