import APIKeys
import Testing

@testable import Catalog

@Suite("What members may do")
struct MemberTests {
    /// The role, what was given on a brand, and the role there; written by hand.
    static let rows: [(Role, BrandRole?, Role?)] = [
        (.admin, nil, .admin), (.admin, .viewer, .admin), (.admin, .editor, .admin),
        (.editor, nil, .editor), (.editor, .viewer, .editor), (.editor, .editor, .editor),
        (.viewer, nil, .viewer), (.viewer, .viewer, .viewer), (.viewer, .editor, .editor),
        (.guest, nil, nil), (.guest, .viewer, .viewer), (.guest, .editor, .editor),
    ]

    @Test("What is given on a brand adds to the role and never takes away", arguments: rows)
    func onBrand(role: Role, given: BrandRole?, there: Role?) {
        #expect(role.on(given) == there)
        let member = Membership(
            organization: Organization(id: 1, slug: "nw", name: "NW", createdAt: Timestamp(milliseconds: 0)),
            user: User(id: 1, email: "a@b.example"), role: role, brandRoles: given.map { [7: $0] } ?? [:],
            since: Timestamp(milliseconds: 0), isSetUp: true)
        #expect(member.role(on: 7) == there)
        #expect(member.reaches(7) == (there != nil))
        #expect(member.role(on: 8) == role.on(nil))
        let names = [BrandName(id: 7, name: "Fabrikam"), BrandName(id: 8, name: "Tailspin")]
        #expect(member.reachable(among: names).map(\.id) == names.map(\.id).filter { member.role(on: $0) != nil })
    }

    @Test("A change of what somebody may do is told by what differs")
    func changes() {
        let before = MemberTerms(.viewer, brandRoles: [12: .editor, 4: .editor])
        let draft = AuditDraft(
            at: Timestamp(milliseconds: 0), actor: .commandLine, action: .memberChanged,
            changes: MemberTerms(.viewer).changes(since: before))
        #expect(draft.detail == ["brand_roles.before": "4 editor, 12 editor", "brand_roles.after": ""])
        #expect(MemberTerms(.guest, brandRoles: [4: .viewer]).detail == ["role": "guest", "brand_roles": "4 viewer"])
    }

    @Test("The mail says who invites to what, until when, and has the address on a line of its own")
    func mail() {
        let start = Timestamp(milliseconds: 1_795_465_200_000)
        let invitation = Invitation(
            id: 1, organization: Organization(id: 1, slug: "nw", name: "Northwind", createdAt: start),
            user: User(id: 2, email: "nia@northwind.example"), terms: MemberTerms(.admin), inviter: 1,
            invitedBy: "ann@northwind.example", createdAt: start, expiresAt: start + InvitationService.lifetime, isBacked: true)
        let mail = Mail.invitation(invitation, address: "https://latchkey.example/invite/x")
        #expect(mail.to == "nia@northwind.example")
        #expect(!mail.subject.contains("\n"))
        #expect(mail.text.contains("ann@northwind.example invites nia@northwind.example to Northwind, as an admin."))
        #expect(mail.text.contains("\n\nhttps://latchkey.example/invite/x\n\n"))
        #expect(mail.text.contains("until 2026-11-30 20:20 UTC"))
    }
}
