internal import APIKeys
internal import Catalog
internal import Foundation
internal import NIOPosix

extension OpenIDProvider {
    /// - Returns: `nil` where no provider is configured.
    /// - Throws: ``OperatorError`` when a file that is named cannot be read.
    init?(_ settings: Settings, secret: ServerSecret, clock: WallClock) throws {
        guard let openID = settings.openID else { return nil }
        let clientSecret = try openID.secretFile.map { path in
            guard let text = try? String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines),
                !text.isEmpty
            else {
                throw OperatorError("oidc.client.secret.file names \(path), which cannot be read or is empty. Check who owns it.")
            }
            return text
        }
        self.init(
            openID, clientSecret: clientSecret, secret: secret, clock: clock,
            transport: try .live(authorities: openID.authorities, group: .forThisProcess))
    }
}
