using System.ComponentModel;
using GraphQL;
using P2P.GraphQL.Authentication;
using P2P.GraphQL.Messaging;
using P2P.Sdk;
using P2P.Sdk.Campaigns;
using P2P.Sdk.Messaging.Numbers;

namespace P2P.GraphQL;

public sealed partial class Mutation
{
    [RequireAdmin]
    [Description("Gets more numbers to text from, by the campaign's preferred area codes. Admins only.")]
    public static async Task<GetSenderNumbersPayload> GetSenderNumbers(
        [FromServices] CampaignService campaigns, Actor actor, [Description(Input)] GetSenderNumbersInput input,
        CancellationToken cancellationToken) =>
        new(await campaigns.GetNumbersAsync(actor, input.Count, cancellationToken));

    [RequireAdmin]
    [Description("Sends nothing from a number until it is resumed. What waits on it goes back to be sent by another. Admins only.")]
    public static async Task<PauseSenderNumberPayload> PauseSenderNumber(
        [FromServices] SenderNumberService numbers, Actor actor, [Description(Input)] SenderNumberInput input,
        CancellationToken cancellationToken) =>
        new(await numbers.PauseAsync(actor, input.Number, cancellationToken));

    [RequireAdmin]
    [Description("Sends from a paused number again. What carriers filter until the end of the day does not pause it again. Admins only.")]
    public static async Task<ResumeSenderNumberPayload> ResumeSenderNumber(
        [FromServices] SenderNumberService numbers, Actor actor, [Description(Input)] SenderNumberInput input,
        CancellationToken cancellationToken) =>
        new(await numbers.ResumeAsync(actor, input.Number, cancellationToken));

    [RequireAdmin]
    [Description("Gives a paused number back to the carrier, for good. What contacts write to it is lost from then on. Admins only.")]
    public static async Task<ReleaseSenderNumberPayload> ReleaseSenderNumber(
        [FromServices] SenderNumberService numbers, Actor actor, [Description(Input)] SenderNumberInput input,
        CancellationToken cancellationToken) =>
        new(await numbers.ReleaseAsync(actor, input.Number, cancellationToken));
}
