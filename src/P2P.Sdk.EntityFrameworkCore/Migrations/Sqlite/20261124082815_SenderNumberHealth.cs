using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class SenderNumberHealth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "pause_reason",
                table: "sender_numbers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "paused_at",
                table: "sender_numbers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "resumed_on",
                table: "sender_numbers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "sender_number_days",
                columns: table => new
                {
                    campaign_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<int>(type: "INTEGER", nullable: false),
                    texts = table.Column<int>(type: "INTEGER", nullable: false),
                    segments = table.Column<int>(type: "INTEGER", nullable: false),
                    delivered = table.Column<int>(type: "INTEGER", nullable: false),
                    errors = table.Column<int>(type: "INTEGER", nullable: false),
                    filtered = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sender_number_days", x => new { x.campaign_id, x.number, x.day });
                    table.ForeignKey(
                        name: "FK_sender_number_days_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "sender_number_days");

            migrationBuilder.DropColumn(
                name: "pause_reason",
                table: "sender_numbers");

            migrationBuilder.DropColumn(
                name: "paused_at",
                table: "sender_numbers");

            migrationBuilder.DropColumn(
                name: "resumed_on",
                table: "sender_numbers");
        }
    }
}
