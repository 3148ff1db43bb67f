using System.CommandLine;
using P2P.Sdk.WebPush;

namespace P2P.GraphQL.Hosting;

/// <summary><c>push-key</c>: makes the key by which browsers' push services know this server.</summary>
internal static class PushKeyCommand
{
    public static Command Create()
    {
        var command = new Command("push-key", "Makes a key for Web Push and prints it, for the environment. With another key every browser has to subscribe again.");
        command.SetAction(_ =>
        {
            var key = WebPushKey.Make();
            Console.Out.WriteLine($"WebPush__PrivateKey={key.Private}");
            Console.Out.WriteLine("WebPush__Subject=mailto:");
            Console.Error.WriteLine($"Its public half, which browsers get by pushPublicKey: {key.Public}");
        });
        return command;
    }
}
