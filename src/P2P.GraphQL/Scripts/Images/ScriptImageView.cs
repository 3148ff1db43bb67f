using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Nodes;
using P2P.Sdk.Images;
using P2P.Sdk.Scripts.Images;

namespace P2P.GraphQL.Scripts.Images;

[Name("ScriptImage")]
[Description("An image that a script carries, sent as MMS.")]
public sealed class ScriptImageView(ScriptImage image)
{
    [Id]
    [Description("Which scripts name it by.")]
    public string Id => NodeId.Of(image.Id);

    [Description("From the server's root: by it the carrier fetches the image. Whoever has it sees the image.")]
    public string Url => ScriptImageEndpoint.UrlOf(image);

    [Description("Such as image/png.")]
    public string ContentType => image.Format.ContentType();

    [Description("At most 600,000.")]
    public int Bytes => image.Bytes;
}
