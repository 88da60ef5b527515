internal import APIKeys
internal import Catalog

/// The one page that shows an admin token, once.
struct AdminTokenCreatedPage: Page {
    static let template = Template.adminTokenCreated
    var title: String { "Copy your admin token now" }

    let name: String
    let token: String
    let owner: String
    let expires: String
    let baseURL: String
    let organizationID: Int
    let organization: String
    let storedURL: String

    init(_ record: AdminToken, token: Token, organization: Organization, baseURL: String, words: DateWords) {
        name = record.name
        self.token = token.reveal()
        owner = record.owner.email
        expires = words.lastDay(before: record.expiresAt).shortWithYear
        self.baseURL = baseURL
        organizationID = organization.id
        self.organization = organization.name
        storedURL = AdminTokenNotice.stored.address(organization.slug, record.id)
    }
}
