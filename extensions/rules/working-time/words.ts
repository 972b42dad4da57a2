import { text } from '../words/text.js';

/** What a deadline's explanation says, and what days of a calendar are called. */
export const workingTimeWords = {
	kinds: {
		holiday: text('Public holiday', '法定节假日'),
		make_up_day: text('Make-up working day', '调休上班日'),
		half_day: text('Shortened day', '缩短工作日'),
	},
	weekdays: {
		monday: text('Monday', '星期一'),
		tuesday: text('Tuesday', '星期二'),
		wednesday: text('Wednesday', '星期三'),
		thursday: text('Thursday', '星期四'),
		friday: text('Friday', '星期五'),
		saturday: text('Saturday', '星期六'),
		sunday: text('Sunday', '星期日'),
	},
	allowance: text('{duration} from {start} ({zone}).', '自 {start}（{zone}）起 {duration}。'),
	dayLength: text('A working day has {length}, so that is {total}.', '一个工作日为 {length}，合计 {total}。'),
	startsLater: text('{start} is outside working hours; the clock runs from {from}.', '{start} 不在工作时间内，自 {from} 起计时。'),
	holiday: text('{days}: {name}, public holiday, not counted.', '{days}：{name}，法定节假日，不计入。'),
	make_up_day: text('{days}: {name}, make-up working day, {hours}, counted.', '{days}：{name}，调休上班日，{hours}，计入。'),
	half_day: text('{days}: {name}, shortened day, {hours}.', '{days}：{name}，缩短工作日，{hours}。'),
	freeDays: text('Days free by the weekly plan in between: {count}.', '其间按每周安排休息的天数：{count}。'),
	pause: text('The clock stood still from {from} to {until}.', '{from} 至 {until} 暂停计时。'),
	standsStill: text('The clock has stood still since {from}; {left} are left.', '自 {from} 起暂停计时，剩余 {left}。'),
	unpublished: text(
		'Holidays after {day} have not been published yet; the deadline is worked out anew when they are.',
		'{day} 之后的节假日安排尚未发布，发布后将重新计算期限。',
	),
	moreSteps: text('Further stretches that differ from the weekly plan: {count}.', '其他与每周安排不同的时段：{count} 处。'),
	due: text('Due {due}.', '到期时间：{due}。'),
	calendar: text('Working calendar', '工作日历'),
	states: {
		draft: text('Draft', '草稿'),
		in_review: text('To be reviewed', '待复核'),
		published: text('Published', '已发布'),
		superseded: text('Superseded', '已被替代'),
	},
	year: text('Year', '年份'),
	proposeDays: text('Propose a year’s days', '生成年度节假日'),
	proposeDaysNote: text(
		'Fills in the public holidays and make-up days of a year; check each before you submit.',
		'填入该年法定节假日与调休上班日，提交前请逐日核对。',
	),
	submit: text('Submit for review', '提交复核'),
	submitNote: text('Hands the calendar to a second person, who publishes it.', '交由另一人复核后发布。'),
	withdraw: text('Withdraw', '撤回'),
	sendBack: text('Send back', '退回'),
	publish: text('Publish', '发布'),
	publishNote: text(
		'Deadlines are counted on this calendar from now on; running ones are worked out anew.',
		'自即日起按此日历计算期限，进行中的期限将重新计算。',
	),
	newVersion: text('Draft a new version', '起草新版本'),
	newVersionNote: text(
		'Copies this calendar into a draft; it replaces this version when it is published.',
		'复制为新草稿，发布后替代本版本。',
	),
	retire: text('Retire', '停用'),
	retireNote: text('Its departments go by the company’s calendar again.', '所属部门恢复使用公司日历。'),
	unusable: text('The calendar cannot be counted on yet, at {place}: {problem}', '日历内容有误，位置 {place}：{problem}'),
	publishedUntilMissing: text('Say until which day holidays are entered and checked.', '请填写节假日已录入并核对至哪一天。'),
	publishedUntilPast: text(
		'The calendar would end on {day}, which has passed. Enter the days that follow, then move the date.',
		'日历截止日 {day} 已过，请补录后续节假日并更新截止日。',
	),
	yearEmpty: text(
		'No day of {year} differs from the week, although the calendar claims to be checked until {day}. Propose or enter that year’s days.',
		'{year} 年没有任何节假日或调休，但日历标明已核对至 {day}，请生成或录入该年的日期。',
	),
	yearUnknown: text(
		'The arrangements for {year} are not known yet. They are announced in the autumn before; update the product then, or enter the days by hand.',
		'{year} 年放假安排尚未收录。官方通常于上一年秋季公布，届时请更新产品，或手工录入。',
	),
	nothingToPropose: text('All days of {year} that are known are already in the calendar.', '{year} 年已知的日期均已在日历中。'),
	tooManyDays: text('A calendar holds at most {most} days that differ from the week.', '一份日历最多包含 {most} 个特殊日期。'),
	samePerson: text(
		'Whoever drafted or submitted a calendar does not publish it; ask a colleague who may.',
		'起草或提交人不能发布该日历，请由其他有权人员发布。',
	),
	scopeTaken: text(
		'{scope} already goes by “{title}”. Draft a new version of that one, or leave it out here.',
		'{scope}已适用“{title}”，请起草其新版本，或在此移除。',
	),
	wholeCompany: text('The whole company', '全公司'),
	replacedMeanwhile: text(
		'The version this draft was made from has itself been replaced. Make a new draft from the one in force.',
		'本草稿所依据的版本已被替代，请从现行版本重新起草。',
	),
	versionUnderWay: text(
		'A new version is already being drafted or reviewed: version {version}.',
		'新版本正在起草或复核中：第 {version} 版。',
	),
	companyStays: text(
		'The company’s calendar cannot be retired: deadlines of every department without its own are counted on it. Publish a new version instead.',
		'公司日历不能停用：未单独设置的部门均按其计算期限，请改为发布新版本。',
	),
	submittedSubject: text('Working calendar to be reviewed: {title}', '工作日历待复核：{title}'),
	submittedBody: text(
		'Please compare the days with the official announcement and publish the calendar, or send it back.',
		'请对照官方通知逐日核对，无误后发布，或予以退回。',
	),
	publishedSubject: text('Working calendar published: {title}', '工作日历已发布：{title}'),
	publishedBody: text(
		'Deadlines are counted on it until {day}. Running deadlines are being worked out anew.',
		'期限按此日历计算，有效至 {day}，进行中的期限正在重新计算。',
	),
} as const;
