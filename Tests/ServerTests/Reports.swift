import APIKeys
import Foundation
import HTTPTypes
import Hummingbird

struct Reports {
    static func main() async throws {
        // In earnest: read the bytes from a file that only this program can read, and the keys from your database.
        guard let secret = ServerSecret(ServerSecret.randomBytes()) else { return }
        let verifier = Verifier(secret: secret)

        let token = Token.generate()
        let grant = Grant(id: token.id, organization: 1, scopes: .query, brands: .specific([7]))
        verifier.apply(
            AccessChanges(
                keys: [Revised(SealedGrant(grant, for: token, under: secret), revision: 1)],
                brands: [Revised(BrandFacts(id: 7, organization: 1, isArchived: false), revision: 1)]))
        print("curl -H 'Authorization: Bearer \(token.reveal())' http://127.0.0.1:8080/reports/7")

        let readReport = APIKeys.Operation("report.read", anyOf: .query, target: .brand)
        let router = Router()
        router.get("reports/{brand}") { request, context -> String in
            let brand = try context.parameters.require("brand", as: Int.self)
            let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
            let answer = verifier.verify(
                authorization: request.headers[.authorization], for: readReport, brand: brand, from: nil, at: Moment(wall: now))
            switch answer {
            case .success(let key):
                return "The report of brand \(brand), for \(key.id)\n"
            case .failure(let rejection):
                let refusal = rejection.refusal
                var headers = HTTPFields()
                headers[.wwwAuthenticate] = refusal.challenge(realm: "reports")
                throw HTTPError(.init(code: refusal.status), headers: headers, message: refusal.sentence)
            }
        }
        try await Application(router: router).runService()
    }
}
