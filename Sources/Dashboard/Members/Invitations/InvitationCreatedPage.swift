internal import Catalog

/// The one page that shows the link of an invitation, once.
struct InvitationCreatedPage: Page {
    static let template = Template.invitationCreated
    var title: String { "Copy the link now" }

    let email: String
    let link: String
    let delivery: String
    /// Something went wrong that the reader has to make up for.
    let isUndelivered: Bool
    let role: String
    let brands: String
    let until: Moment
    let membersURL: String

    init(
        _ made: InvitationService.Made, address: String, brandNames: [Int: String], slug: String, words: DateWords
    ) {
        let invitation = made.invitation
        email = invitation.user.email
        link = address
        switch made.delivery {
        case .byHand: (delivery, isUndelivered) = ("This server sends no mail: hand the link over yourself.", false)
        case .mailed: (delivery, isUndelivered) = ("It was mailed to them as well.", false)
        case .failed(let message):
            (delivery, isUndelivered) = (
                "The mail did not go out: \(message) The link works all the same; hand it over yourself.", true
            )
        }
        role = invitation.terms.role.word
        brands = invitation.terms.brandSentence(brandNames) ?? "As the role says"
        until = words.at(invitation.expiresAt)
        membersURL = SitePath.members(slug).address
    }
}
